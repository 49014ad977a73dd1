package org.watchfloor.rtcc.signals.internal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Gunshot;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Signal;

/**
 * What a signal is listed and found by. Immutable.
 *
 * @param summary one line
 * @param words all that a search for text looks at, in lower case
 * @param fields each as {@link #field} has it, one after another
 */
record Line(String summary, String words, String fields) {
  /** Begins and ends a field; never within one, because control characters are made spaces. */
  private static final char EDGE = '\u001f';

  /**
   * @param descriptor of the signal's kind, if there is one
   */
  static Line of(Signal signal, @Nullable KindDescriptor descriptor) {
    String summary = summary(signal, descriptor);
    StringBuilder words = new StringBuilder(summary);
    if (descriptor != null) {
      words.append(' ').append(descriptor.title());
    }
    words.append(' ').append(signal.kind().name()).append(' ').append(signal.device());
    StringBuilder fields = new StringBuilder();
    values(signal)
        .forEach(
            (name, value) -> {
              words.append(' ').append(value);
              fields.append(field(name, value));
            });
    return new Line(summary, search(words.toString()), fields.toString());
  }

  private static String summary(Signal signal, @Nullable KindDescriptor descriptor) {
    if (descriptor != null && !descriptor.summary().isEmpty()) {
      return clean(descriptor.summarise(signal));
    }
    String title = descriptor == null ? title(signal.kind().name()) : descriptor.title();
    return clean(signal.device().isBlank() ? title : title + ", " + signal.device());
  }

  /** {@code river.level} as {@code River level}. */
  private static String title(String kind) {
    String words = kind.replace('.', ' ').replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static Map<String, String> values(Signal signal) {
    Map<String, String> values = new LinkedHashMap<>();
    if (signal.detail() instanceof Fields fields) {
      fields.values().forEach((name, value) -> values.put(name, text(value)));
    } else if (signal.detail() instanceof Gunshot shot) {
      shot.rounds().ifPresent(n -> values.put("rounds", String.valueOf(n)));
      shot.confidence().ifPresent(c -> values.put("confidence", text(c)));
      values.put("reviewed", String.valueOf(shot.reviewed()));
      values.put("classification", shot.classification());
    }
    return values;
  }

  /** A field as it stands in {@link #fields}. */
  static String field(String name, String value) {
    return EDGE + clean(name) + "=" + clean(value) + EDGE;
  }

  /** A value as text: 3 and 3.0 are the same number. */
  private static String text(Object value) {
    return value instanceof Double number ? plain(BigDecimal.valueOf(number)) : value.toString();
  }

  /** What is looked for, as a number would stand in {@link #fields}; itself if it is none. */
  static String number(String value) {
    try {
      return value.length() > 32 ? value : plain(new BigDecimal(value));
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs((long) stripped.scale()) > 40 ? stripped.toString() : stripped.toPlainString();
  }

  /** Text as it is compared. */
  static String search(String text) {
    return clean(text).toLowerCase(Locale.ROOT);
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
