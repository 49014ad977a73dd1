package org.watchfloor.packaging;

import java.util.List;
import java.util.stream.Collectors;

/** {@code plugin.json} of a few words; the rest is taken from the bundle by whoever reads it. */
final class Description {
  private Description() {}

  /**
   * @param permissions each {@code kind value reason}
   * @throws IllegalArgumentException if one is not
   */
  static String of(String publisher, String grade, List<String> permissions) {
    return "{\n  \"schema\": 1,\n  \"publisher\": "
        + quoted(publisher)
        + ",\n  \"grade\": "
        + quoted(grade)
        + ",\n  \"permissions\": ["
        + permissions.stream().map(Description::permission).collect(Collectors.joining(","))
        + "\n  ]\n}\n";
  }

  private static String permission(String words) {
    String[] parts = words.strip().split("\\s+", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException(
          "--permission \"" + words + "\" is not kind, value and reason");
    }
    return "\n    {\"kind\": "
        + quoted(parts[0])
        + ", \"value\": "
        + quoted(parts[1])
        + ", \"reason\": "
        + quoted(parts[2])
        + "}";
  }

  /** RFC 8259, section 7. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
