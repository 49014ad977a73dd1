package org.watchfloor.core.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times as in RFC 3339. Those in UTC as this program writes them ({@code 2026-11-24T14:05:09.120Z})
 * are read without a formatter, which took a quarter of the time to decode a signal; all others are
 * left to the JDK.
 */
final class Rfc3339 {
  private static final int TIME_AT = 11;
  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;

  private Rfc3339() {}

  /**
   * With any offset.
   *
   * @throws DateTimeException if it is none
   */
  static Instant parse(String text) {
    int length = text.length();
    boolean plain =
        length > SECONDS_END
            && length <= SECONDS_END + 2 + MAX_FRACTION
            && text.charAt(length - 1) == 'Z'
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    int nanos = plain ? nanos(text, length - 1) : -1;
    int year = digits(text, 0, 4, plain);
    int month = digits(text, 5, 7, plain);
    int day = digits(text, 8, 10, plain);
    int hour = digits(text, TIME_AT, 13, plain);
    int minute = digits(text, 14, 16, plain);
    int second = digits(text, 17, SECONDS_END, plain);
    if ((nanos | year | month | day | hour | minute | second) < 0) {
      return OffsetDateTime.parse(text).toInstant();
    }
    return LocalDate.of(year, month, day)
        .atTime(LocalTime.of(hour, minute, second, nanos))
        .toInstant(ZoneOffset.UTC);
  }

  /** The fraction behind the seconds as nanoseconds; negative if there is something else. */
  private static int nanos(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    if (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1) {
      return -1;
    }
    int nanos = digits(text, SECONDS_END + 1, end, true);
    for (int i = end - SECONDS_END - 1; i < MAX_FRACTION && nanos > 0; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** Negative if one of them is none, or none are wanted. */
  private static int digits(String text, int from, int to, boolean wanted) {
    if (!wanted) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
