package org.watchfloor.core.api.runtime;

/**
 * The process that a plugin ran in is there no more; as the cause of a failure it says that this is
 * no matter of a device or a network.
 */
public final class ProcessEnded extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param reason in words, for an administrator
   */
  public ProcessEnded(String reason) {
    super(reason);
  }
}
