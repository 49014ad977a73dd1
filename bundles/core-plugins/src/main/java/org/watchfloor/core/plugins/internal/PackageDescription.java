package org.watchfloor.core.plugins.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Permission;

/**
 * {@code META-INF/watchfloor/plugin.json}: what a publisher says of a plugin. What the bundle says
 * as well may be left out; where it is said it must agree.
 *
 * @param pluginId of the plugin
 * @param version of its bundle
 * @param bundle symbolic name
 * @param name what a person reads
 * @param publisher who answers for it
 * @param grade trust grade A to D
 * @param quality of the quality scale
 * @param isolated whether it runs in a JVM of its own
 * @param api version of plugin-api that it was built against
 * @param permissions what it asks for
 */
record PackageDescription(
    Optional<String> pluginId,
    Optional<String> version,
    Optional<String> bundle,
    Optional<String> name,
    String publisher,
    String grade,
    Optional<String> quality,
    Optional<Boolean> isolated,
    Optional<String> api,
    List<Permission> permissions) {
  static final String ENTRY = "META-INF/watchfloor/plugin.json";

  private static final long SCHEMA = 1;
  private static final int MAX_TEXT = 500;
  private static final int MAX_PERMISSIONS = 100;
  private static final Set<String> FIELDS =
      Set.of(
          "schema",
          "plugin",
          "version",
          "bundle",
          "name",
          "publisher",
          "grade",
          "quality",
          "isolated",
          "api",
          "permissions");
  private static final Pattern GRADE = Pattern.compile("[A-D]");
  private static final Pattern QUALITY = Pattern.compile("none|bronze|silver|gold|platinum");
  private static final String CONFIG = "config:[._A-Za-z0-9-]{1,100}";
  private static final Pattern CONNECT =
      Pattern.compile(
          CONFIG + "|\\*|(\\*|(\\*\\.)?[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:]+\\]):(\\*|[0-9]{1,5})");
  private static final Pattern LISTEN = Pattern.compile(CONFIG + "|(tcp|udp):[0-9]{1,5}");
  private static final Pattern FILES = Pattern.compile(CONFIG + "|[^\\p{Cntrl}]{1,500}");

  static PackageDescription parse(byte[] json) throws PackageRefused {
    try {
      JsonFields fields = JsonFields.of(Json.parse(json), "");
      if (fields.number("schema") != SCHEMA) {
        throw fields.fault("schema", "must be 1; this center knows no other");
      }
      for (String name : fields.names()) {
        if (!FIELDS.contains(name)) {
          throw fields.fault(name, "is unknown; known are " + FIELDS.stream().sorted().toList());
        }
      }
      return read(fields);
    } catch (JsonFault e) {
      throw new PackageRefused(ENTRY + ": " + e.getMessage(), e);
    }
  }

  private static PackageDescription read(JsonFields fields) throws JsonFault {
    return new PackageDescription(
        optional(fields, "plugin"),
        version(fields, "version"),
        optional(fields, "bundle"),
        optional(fields, "name"),
        text(fields, "publisher"),
        matching(fields, "grade", text(fields, "grade"), GRADE),
        quality(fields),
        fields.optionalFlag("isolated"),
        version(fields, "api"),
        permissions(fields));
  }

  private static List<Permission> permissions(JsonFields fields) throws JsonFault {
    List<Permission> permissions = new ArrayList<>();
    for (JsonFields one : fields.objects("permissions")) {
      for (String name : one.names()) {
        if (!Set.of("kind", "value", "reason").contains(name)) {
          throw one.fault(name, "is unknown; known are kind, reason, value");
        }
      }
      Permission.Kind kind = one.word("kind", Permission.Kind.class, one.text("kind"));
      Pattern form =
          switch (kind) {
            case CONNECT -> CONNECT;
            case LISTEN -> LISTEN;
            case FILES -> FILES;
          };
      permissions.add(
          new Permission(
              kind, matching(one, "value", text(one, "value"), form), text(one, "reason")));
    }
    if (permissions.size() > MAX_PERMISSIONS) {
      throw fields.fault("permissions", "are more than " + MAX_PERMISSIONS);
    }
    return permissions;
  }

  private static Optional<String> optional(JsonFields fields, String field) throws JsonFault {
    return fields.has(field) ? Optional.of(text(fields, field)) : Optional.empty();
  }

  private static Optional<String> quality(JsonFields fields) throws JsonFault {
    return fields.has("quality")
        ? Optional.of(matching(fields, "quality", text(fields, "quality"), QUALITY))
        : Optional.empty();
  }

  /** Text that a person is shown: of a length that can be shown, in one line. */
  private static String text(JsonFields fields, String field) throws JsonFault {
    String text = fields.text(field).strip();
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw fields.fault(field, "must have 1 to " + MAX_TEXT + " characters");
    }
    // U+202A and the like would show a publisher's name backwards
    if (text.codePoints().anyMatch(PackageDescription::unseen)) {
      throw fields.fault(field, "has control characters in it");
    }
    return text;
  }

  private static boolean unseen(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  private static String matching(JsonFields fields, String field, String value, Pattern form)
      throws JsonFault {
    if (!form.matcher(value).matches()) {
      throw fields.fault(
          field, "\"" + value + "\" is not of the form " + form.pattern().toLowerCase(Locale.ROOT));
    }
    return value;
  }

  private static Optional<String> version(JsonFields fields, String field) throws JsonFault {
    Optional<String> text = optional(fields, field);
    return text.isEmpty()
        ? text
        : Optional.of(fields.checked(field, () -> Version.parseVersion(text.get()).toString()));
  }

  /**
   * @throws PackageRefused if it speaks of another bundle, or of another one of its versions
   */
  void check(BundleFacts facts) throws PackageRefused {
    same("plugin", pluginId, facts.pluginId());
    same("bundle", bundle, facts.symbolicName());
    same("version", version, facts.version().toString());
    if (isolated.isPresent() && isolated.get() != facts.isolated()) {
      throw new PackageRefused(
          ENTRY + ": isolated is " + isolated.get() + ", the bundle's Watchfloor-Isolated is not");
    }
  }

  private static void same(String field, Optional<String> said, String is) throws PackageRefused {
    if (said.isPresent() && !said.get().equals(is)) {
      throw new PackageRefused(
          ENTRY + ": " + field + " is \"" + said.get() + "\", the bundle says \"" + is + "\"");
    }
  }
}
