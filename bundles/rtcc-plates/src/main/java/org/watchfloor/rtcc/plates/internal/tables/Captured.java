package org.watchfloor.rtcc.plates.internal.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/**
 * When a read was captured, in microseconds: by the device's clock, but no later than it was
 * recorded by the center's, or else a device that runs ahead would have its reads kept for longer.
 *
 * @param occurredAt by the device
 * @param recordedAt by the center
 */
public record Captured(long occurredAt, long recordedAt) {
  public static Captured of(Instant occurredAt, Instant recordedAt) {
    return new Captured(Times.micros(occurredAt), Times.micros(recordedAt));
  }

  private boolean inTheFuture() {
    return occurredAt > recordedAt;
  }

  /** Whether it is over: delivered again or late, it is not written. */
  public boolean before(long limit) {
    return Math.min(occurredAt, recordedAt) < limit;
  }

  /** Sets {@code recorded_at}, which is there only where it counts: its index is small. */
  public void setRecordedAt(PreparedStatement insert, int parameter) throws SQLException {
    if (inTheFuture()) {
      insert.setLong(parameter, recordedAt);
    } else {
      insert.setNull(parameter, Types.BIGINT);
    }
  }
}
