package org.watchfloor.core.api.audit;

/** The audit log cannot be written, so that nothing that must be audited can be done. */
public final class AuditUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AuditUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
