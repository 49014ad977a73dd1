package org.watchfloor.core.runtime.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One configuration of a source, as an administrator wrote it.
 *
 * @param sourceId {@code <plugin id>~<name>}
 * @param pluginId that it is for
 * @param values by key, without those that Configuration Admin and File Install add; arrays as
 *     lists
 * @param fault what is wrong with its name, in words; empty if nothing
 */
record SourceConfig(
    String sourceId, String pluginId, Map<String, Object> values, Optional<String> fault) {
  static final String PREFIX = "org.watchfloor.source.";

  private static final String FILE = "felix.fileinstall.filename";
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");
  private static final List<String> FOREIGN =
      List.of("felix.fileinstall.", "service.", "component.", "org.apache.karaf.");

  SourceConfig {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * A configuration of Configuration Admin; empty if it is not a source's.
   *
   * @param pid {@code org.watchfloor.source.<plugin id>~<name>}; a factory configuration made
   *     without a name has a generated one behind a dot
   */
  static Optional<SourceConfig> of(
      String pid, @Nullable String factoryPid, Dictionary<String, Object> properties) {
    if (!pid.startsWith(PREFIX)) {
      return Optional.empty();
    }
    @Nullable Object file = properties.get(FILE);
    String id = idOf(pid, factoryPid, file);
    String pluginId = id.substring(0, id.indexOf('~'));
    Map<String, Object> values = new TreeMap<>();
    for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
      String key = keys.nextElement();
      if (FOREIGN.stream().noneMatch(key::startsWith)) {
        values.put(key, plain(properties.get(key)));
      }
    }
    return Optional.of(new SourceConfig(id, pluginId, values, fault(id, file)));
  }

  /**
   * The source that a configuration is of. The name of its file tells, because File Install cuts
   * {@code camera-mjpeg~lobby} at the first hyphen and makes the PID {@code camera~mjpeg~lobby} of
   * it; without a file the PID does.
   */
  private static String idOf(String pid, @Nullable String factoryPid, @Nullable Object file) {
    String whole = pid.substring(PREFIX.length());
    int at = factoryPid == null ? whole.indexOf('~') : factoryPid.length() - PREFIX.length();
    if (file != null) {
      whole = nameOf(String.valueOf(file));
      at = whole.indexOf('~');
    }
    if (at < 0 || at >= whole.length()) {
      return whole + "~"; // a configuration without a name, which its fault says
    }
    return whole.substring(0, at) + "~" + whole.substring(at + 1);
  }

  /** {@code file:/…/etc/org.watchfloor.source.<id>.cfg} without all but the id. */
  private static String nameOf(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return stem.startsWith(PREFIX) ? stem.substring(PREFIX.length()) : stem;
  }

  private static Optional<String> fault(String id, @Nullable Object file) {
    String name = file == null ? "" : String.valueOf(file);
    if (!SOURCE_ID.matcher(id).matches() || (!name.isEmpty() && !name.contains("~"))) {
      return Optional.of(
          "the name of the configuration is wrong: call the file "
              + PREFIX
              + "<plugin id>~<name>.cfg, the name of at most 63 letters, digits, '.', '_', ':', '-'");
    }
    return Optional.empty();
  }

  /** Arrays have no equality of their own. */
  private static Object plain(Object value) {
    if (value instanceof Object[] many) {
      return List.copyOf(Arrays.asList(many));
    }
    return value instanceof Collection<?> many ? List.copyOf(many) : value;
  }

  /** Never shows the values, which may be secret. */
  @Override
  public String toString() {
    return "SourceConfig[" + sourceId + " " + values.keySet() + "]";
  }
}
