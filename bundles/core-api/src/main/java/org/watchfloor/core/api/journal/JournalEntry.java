package org.watchfloor.core.api.journal;

import java.time.Instant;

/** An entry as it is on disk. Immutable; holds the bytes given. */
public final class JournalEntry {
  private final long position;
  private final EntryType type;
  private final Instant recordedAt;
  private final String stream;
  private final byte[] payload;

  public JournalEntry(
      long position, EntryType type, Instant recordedAt, String stream, byte[] payload) {
    this.position = position;
    this.type = type;
    this.recordedAt = recordedAt;
    this.stream = stream;
    this.payload = payload;
  }

  /** 1 and up, growing by one with each entry; never reused. */
  public long position() {
    return position;
  }

  public EntryType type() {
    return type;
  }

  /** When it was put into its group, by the center's clock, UTC. */
  public Instant recordedAt() {
    return recordedAt;
  }

  public String stream() {
    return stream;
  }

  /** The array itself, not a copy: readers must not change it. */
  public byte[] payload() {
    return payload;
  }
}
