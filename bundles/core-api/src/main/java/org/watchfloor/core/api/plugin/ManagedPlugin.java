package org.watchfloor.core.api.plugin;

import java.time.Instant;
import java.util.List;

/**
 * A plugin as it was installed.
 *
 * @param content what its package says
 * @param origin where it came from: a file name, an address, {@code deploy}, {@code feature <name>}
 * @param installedAt UTC
 * @param installedBy who
 * @param running whether its bundle is active
 * @param trouble why it is not, in words; may be empty
 * @param previous versions that a rollback can go back to, newest first
 */
public record ManagedPlugin(
    PluginPackage content,
    String origin,
    Instant installedAt,
    String installedBy,
    boolean running,
    String trouble,
    List<String> previous) {
  public ManagedPlugin {
    previous = List.copyOf(previous);
  }
}
