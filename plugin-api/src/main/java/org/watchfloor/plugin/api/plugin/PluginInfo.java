package org.watchfloor.plugin.api.plugin;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/**
 * What a plugin says of itself; constant for the life of its service.
 *
 * @param id folder name without {@code plugin-}, also the last part of the PID {@code
 *     org.watchfloor.source.<id>}
 * @param name what a person reads
 * @param vendor whose devices; {@code Watchfloor} for generic ones
 * @param grade how well the vendor's format is known
 * @param capabilities what it can do
 * @param kinds descriptors of kinds that the plugin brings itself
 */
public record PluginInfo(
    String id,
    String name,
    String vendor,
    TrustGrade grade,
    Set<Capability> capabilities,
    List<KindDescriptor> kinds) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public PluginInfo {
    if (id.length() > 64 || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id: \"" + id + "\" is not lower-case words and hyphens");
    }
    if (name.isBlank() || vendor.isBlank()) {
      throw new IllegalArgumentException("name and vendor: must not be blank");
    }
    capabilities = Set.copyOf(capabilities);
    kinds = List.copyOf(kinds);
  }

  public static PluginInfo of(
      String id, String name, String vendor, TrustGrade grade, Set<Capability> capabilities) {
    return new PluginInfo(id, name, vendor, grade, capabilities, List.of());
  }
}
