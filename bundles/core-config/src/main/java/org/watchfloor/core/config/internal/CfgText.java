package org.watchfloor.core.config.internal;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.ConfigurationHandler;
import org.apache.felix.utils.properties.Properties;

/**
 * Values as they stand in a {@code .cfg} file, written so that File Install (Felix Utils 1.11)
 * hands each on unchanged. It unescapes a value twice, once as Java properties are and once when it
 * fills {@code ${…}}, eats blanks in front, and takes a file for a typed one if all its values look
 * so.
 *
 * <p>{@code ${…}} of a value is escaped, so that File Install does not replace it by nothing: the
 * platform fills it when the source is opened.
 */
final class CfgText {
  /** Felix Utils, {@code Properties.PropertiesReader.nextProperty}: a value with a type. */
  private static final Pattern TYPED =
      Pattern.compile(
          "\\s*[TILFDXSCBilfdxscb]?(\\[[\\S\\s]*\\]|\\([\\S\\s]*\\)|\\{[\\S\\s]*\\}|\"[\\S\\s]*\")\\s*");

  /** Felix Utils, {@code InterpolationHelper}: stands for a dollar sign. */
  private static final String MARKER = "$__";

  private CfgText() {}

  /** Opens what the library keeps to its subclasses. */
  private static final class Java extends Properties {
    static String escaped(String text) {
      return escapeJava(text);
    }

    static String unescaped(String text) {
      return unescapeJava(text);
    }
  }

  static boolean looksTyped(String raw) {
    return raw.length() >= 2 && TYPED.matcher(raw).matches();
  }

  /** What is to stand behind the equals sign. ASCII, one line. */
  static String encode(String value) {
    String raw = Java.escaped(dollars(value));
    if (raw.isEmpty()) {
      return raw;
    }
    if (raw.charAt(0) == ' ') {
      raw = "\\" + raw;
    }
    if (raw.endsWith(" ") && raw.length() > 2) {
      raw = raw.substring(0, raw.length() - 1) + "\\u0020"; // an editor would cut it off
    }
    return looksTyped(raw) ? unicode(raw.charAt(0)) + raw.substring(1) : raw;
  }

  private static String unicode(char c) {
    return String.format("\\u%04X", (int) c);
  }

  private static String dollars(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
      text.append(c);
      if (c == '\\' && (next == '\\' || next == '{' || next == '}')) {
        text.append('\\');
      } else if (c == '$' && next == '{') {
        text.append('\\');
      } else if (c == '$' && value.startsWith(MARKER, i)) {
        text.append("__");
      }
    }
    return text.toString();
  }

  /** The value of what stands behind the equals sign; {@code ${…}} stays. */
  static String decode(String raw) {
    String text = Java.unescaped(raw).replace(MARKER, "$");
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '\\' && (next == '\\' || next == '{' || next == '}')) {
        value.append(next);
        i++;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  /** The same for a file of typed values: {@code I"80"}, {@code [ "a", "b" ]}. */
  static String decodeTyped(String raw) throws IOException {
    try {
      Object value = ConfigurationHandler.read(raw);
      List<String> elements = new ArrayList<>();
      if (value instanceof Collection<?> many) {
        many.forEach(element -> elements.add(String.valueOf(element)));
      } else if (value != null && value.getClass().isArray()) {
        for (int i = 0; i < Array.getLength(value); i++) {
          elements.add(String.valueOf(Array.get(value, i)));
        }
      } else {
        elements.add(String.valueOf(value));
      }
      return String.join(", ", elements);
    } catch (RuntimeException e) {
      throw new IOException("is no value with a type: " + e.getMessage(), e);
    }
  }
}
