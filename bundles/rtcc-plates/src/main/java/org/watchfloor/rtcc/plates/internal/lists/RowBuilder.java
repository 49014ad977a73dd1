package org.watchfloor.rtcc.plates.internal.lists;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/**
 * Makes one entry of the fields of a line, each checked as it is set: what does not hold is an
 * {@link IllegalArgumentException} that begins with the field's name. Not thread-safe.
 */
final class RowBuilder {
  private static final int MAX_STATE = 32;
  private static final int MAX_TEXT = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter SLASHED =
      DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private String plate = "";
  private String state = "";
  private String code = "";
  private String reason = "";
  private String agency = "";
  private String entered = "";
  private long expires = HotEntry.NEVER;
  private String make = "";
  private String color = "";
  private String vehicle = "";
  private String reference = "";

  HotRow build() {
    if (plate.isEmpty()) {
      throw new IllegalArgumentException("plate: is missing");
    }
    return new HotRow(
        plate, state, code, reason, agency, entered, expires, make, color, vehicle, reference);
  }

  RowBuilder plate(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("plate: is missing");
    }
    plate =
        PlateText.exact(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "plate: \"%s\" is no plate of 1 to 16 letters and digits"
                            .formatted(cut(text))));
    return this;
  }

  RowBuilder state(String text) {
    state = text("state", text, MAX_STATE);
    return this;
  }

  /** Of a layout that has two letters there, or nothing: another text means shifted columns. */
  RowBuilder stateCode(String text) {
    String letters = lettersOnly(text.strip().toUpperCase(Locale.ROOT));
    if (!letters.isEmpty()
        && (letters.length() != 2 || !letters.chars().allMatch(c -> c >= 'A' && c <= 'Z'))) {
      throw new IllegalArgumentException("state: \"%s\" has not two letters".formatted(cut(text)));
    }
    state = letters;
    return this;
  }

  RowBuilder code(String text) {
    code = text("code", text, MAX_STATE);
    return this;
  }

  RowBuilder reason(String text) {
    reason = text("reason", text, MAX_TEXT);
    return this;
  }

  RowBuilder agency(String text) {
    agency = text("agency", text, MAX_TEXT);
    return this;
  }

  RowBuilder make(String text) {
    make = text("make", text, 64);
    return this;
  }

  RowBuilder color(String text) {
    color = text("color", text, 64);
    return this;
  }

  /** Those parts that are there, one after the other. */
  RowBuilder vehicle(String... parts) {
    vehicle =
        text(
            "vehicle",
            Stream.of(parts)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" ")),
            MAX_TEXT);
    return this;
  }

  RowBuilder reference(String text) {
    reference = text("reference", text, MAX_TEXT);
    return this;
  }

  /** A date like 2026-11-24 or a time like 2026-11-24T14:05:09Z. */
  RowBuilder entered(String text) {
    String time = text.strip();
    if (!time.isEmpty()) {
      seconds("entered", time, 0);
    }
    entered = time;
    return this;
  }

  /** A date like 20261124. */
  RowBuilder enteredCompact(String text) {
    entered = date("entered", text, COMPACT, "20261124");
    return this;
  }

  /**
   * A date like 11/24/2026. A time of day behind it is left out: such files do not say in which
   * zone it is.
   */
  RowBuilder enteredSlashed(String text) {
    int space = text.strip().indexOf(' ');
    String day = space < 0 ? text : text.strip().substring(0, space);
    entered = date("entered", day, SLASHED, "11/24/2026");
    return this;
  }

  /** As {@link #entered}; a date holds to its end. */
  RowBuilder expires(String text) {
    String time = text.strip();
    expires = time.isEmpty() ? HotEntry.NEVER : seconds("expires", time, 1);
    return this;
  }

  /** Some files write every letter O as a zero: of a field that has no digits, back again. */
  static String lettersOnly(String text) {
    return text.replace('0', 'O');
  }

  private static String date(String field, String text, DateTimeFormatter form, String example) {
    String day = text.strip();
    if (day.isEmpty() || day.chars().allMatch(c -> c == '0')) {
      return "";
    }
    try {
      return LocalDate.parse(day, form).toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is no date like %s".formatted(field, cut(text), example), e);
    }
  }

  private static long seconds(String field, String text, int daysAfterDate) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text)
              .plusDays(daysAfterDate)
              .atStartOfDay(ZoneOffset.UTC)
              .toEpochSecond()
          : OffsetDateTime.parse(text).toEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is neither a date like 2026-11-24 nor a time like 2026-11-24T14:05:09Z"
              .formatted(field, cut(text)),
          e);
    }
  }

  private static String text(String field, String value, int max) {
    String text = CONTROL.matcher(value).replaceAll(" ").strip();
    if (text.length() > max) {
      throw new IllegalArgumentException(
          "%s: %d characters, at most %d are taken".formatted(field, text.length(), max));
    }
    return text;
  }

  static String cut(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ");
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }
}
