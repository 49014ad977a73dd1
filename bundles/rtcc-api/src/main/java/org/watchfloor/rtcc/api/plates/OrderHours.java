package org.watchfloor.rtcc.api.plates;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hours of a week, in the local time of a zone.
 *
 * @param days on which they begin, at least one
 * @param from first minute
 * @param to end, not part of them; not after {@code from}: on the next day
 * @param zone of the place, with its daylight saving time
 */
public record OrderHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  public OrderHours {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("days: must name at least one day of the week");
    }
    days = Set.copyOf(days);
  }

  /** Every hour of every day. */
  public static OrderHours always(ZoneId zone) {
    return new OrderHours(
        EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, zone);
  }

  /** Whether a moment is within them. */
  public boolean hold(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek day = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
    }
    return days.contains(day) && !time.isBefore(from)
        || days.contains(day.minus(1)) && time.isBefore(to);
  }
}
