package org.watchfloor.core.api.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operation on a plugin would do. Nothing has been done yet; a plan is carried out by its
 * id within a day, and is refused if something has changed meanwhile.
 *
 * @param id of the plan
 * @param operation asked for
 * @param pluginId of the plugin
 * @param from version that runs now; empty for none
 * @param to version that would run; empty for REMOVE
 * @param content the package that would run; empty for REMOVE
 * @param steps in words, in order: what is stopped, what starts
 * @param refreshed bundles besides the plugin's own that the operation would refresh; a plan with
 *     one is refused
 * @param sources that would be opened anew, or lose their plugin
 * @param refusal why it cannot be carried out, in words; empty if it can
 * @param needsConsent whether an administrator must say yes to an unsigned package
 * @param madeAt UTC
 */
public record Plan(
    String id,
    Operation operation,
    String pluginId,
    String from,
    String to,
    Optional<PluginPackage> content,
    List<String> steps,
    List<String> refreshed,
    List<String> sources,
    Optional<String> refusal,
    boolean needsConsent,
    Instant madeAt) {

  /** What is to be done. */
  public enum Operation {
    INSTALL,
    UPDATE,
    /** Back to the version that ran before. */
    ROLLBACK,
    REMOVE
  }

  public Plan {
    steps = List.copyOf(steps);
    refreshed = List.copyOf(refreshed);
    sources = List.copyOf(sources);
  }
}
