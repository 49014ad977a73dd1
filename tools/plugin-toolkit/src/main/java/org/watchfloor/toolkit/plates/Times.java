package org.watchfloor.toolkit.plates;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the times of a reader in the forms that an administrator names. Immutable.
 *
 * <p>A local time that an autumn night has twice is the earlier one; one that a spring night skips
 * is moved by the length of the gap ({@link LocalDateTime#atZone}).
 */
public final class Times {
  /** What devices without a clock send lies before, what is not a time at all after. */
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

  /** Tried on each pattern, so that one without date or time of day is refused at once. */
  private static final OffsetDateTime TRIAL =
      OffsetDateTime.of(2026, 11, 24, 14, 5, 9, 0, ZoneOffset.UTC);

  private final List<Form> forms;
  private final String words;

  private Times(List<Form> forms, String words) {
    this.forms = forms;
    this.words = words;
  }

  /** One of several forms of a time. */
  private interface Form {
    /**
     * @throws DateTimeException if it is another form
     * @throws NumberFormatException if it is no number
     */
    Instant read(String text);
  }

  /**
   * Of a configuration.
   *
   * @param formats {@code iso}, {@code epoch-s}, {@code epoch-ms} or patterns of {@link
   *     DateTimeFormatter}, with {@code |} between them; tried in this order
   * @param zone of times without an offset, {@code America/New_York} for instance
   * @param offsetIgnored whether a reader writes an offset, but means the zone's local time
   * @throws IllegalArgumentException {@code time.format: reason} or {@code time.zone: reason}
   */
  public static Times of(String formats, String zone, boolean offsetIgnored) {
    ZoneId id;
    try {
      id = ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time.zone: \"" + zone + "\" is no zone like America/New_York or UTC", e);
    }
    List<Form> forms = new ArrayList<>();
    for (String format : formats.split("\\|", -1)) {
      forms.add(form(format.strip(), id, offsetIgnored));
    }
    return new Times(forms, formats.strip());
  }

  private static Form form(String format, ZoneId zone, boolean offsetIgnored) {
    return switch (format) {
      case "iso" -> text -> instant(iso(text), zone, offsetIgnored);
      case "epoch-s" -> text -> epoch(text, 3);
      case "epoch-ms" -> text -> epoch(text, 0);
      case "" -> throw new IllegalArgumentException("time.format: is missing");
      default -> pattern(format, zone, offsetIgnored);
    };
  }

  private static Form pattern(String format, ZoneId zone, boolean offsetIgnored) {
    try {
      DateTimeFormatter formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(format)
              .toFormatter(Locale.ENGLISH);
      instant(formatter.parse(formatter.format(TRIAL)), zone, offsetIgnored);
      return text -> instant(formatter.parse(text), zone, offsetIgnored);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "time.format: \""
              + format
              + "\" is no pattern with a date and a time of day, like MM/dd/yyyy HH:mm:ss",
          e);
    }
  }

  /** RFC 3339 and its habits: a space instead of T, no offset. */
  private static TemporalAccessor iso(String text) {
    String strict = text.replace(' ', 'T');
    return DateTimeFormatter.ISO_DATE_TIME.parse(strict);
  }

  private static Instant instant(TemporalAccessor time, ZoneId zone, boolean offsetIgnored) {
    LocalDateTime local = LocalDateTime.from(time);
    return time.isSupported(ChronoField.INSTANT_SECONDS) && !offsetIgnored
        ? Instant.from(time)
        : local.atZone(zone).toInstant();
  }

  private static Instant epoch(String text, int digits) {
    if (text.length() > 20) {
      throw new NumberFormatException("longer than a time");
    }
    BigDecimal millis = new BigDecimal(text).movePointRight(digits);
    // of 1E999999999 the whole number is never made
    if (millis.abs().compareTo(BigDecimal.valueOf(LAST.toEpochMilli())) > 0) {
      throw new NumberFormatException("outside of every year");
    }
    return Instant.ofEpochMilli(millis.longValue());
  }

  /**
   * The first form that gives a time within the years 2000 to 2100.
   *
   * @throws FieldFault of {@code time}
   */
  public Instant read(String text) throws FieldFault {
    for (Form form : forms) {
      try {
        Instant time = form.read(text);
        if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
          return time;
        }
      } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
        // the next form may fit
      }
    }
    throw new FieldFault(
        Field.TIME.key(),
        "\""
            + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
            + "\" is not "
            + words
            + " within the years 2000 to 2100");
  }
}
