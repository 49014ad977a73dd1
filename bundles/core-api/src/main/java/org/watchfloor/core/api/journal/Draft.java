package org.watchfloor.core.api.journal;

import java.util.Arrays;

/**
 * An entry that is to be appended. Immutable; holds the bytes given.
 *
 * <p>Entries of one stream keep their order. An entry whose duplicate key is already known in its
 * stream is not appended again.
 */
public final class Draft {
  private final EntryType type;
  private final String stream;
  private final String duplicateKey;
  private final byte[] payload;

  /**
   * @param stream the source id of a signal, or the name of the bundle that publishes; 1 to 128
   *     characters
   * @param duplicateKey unique within type and stream; empty for none
   * @param payload the entry's content, at most 1 MiB
   */
  public Draft(EntryType type, String stream, String duplicateKey, byte[] payload) {
    if (stream.isEmpty() || stream.length() > 128) {
      throw new IllegalArgumentException("stream: must have 1 to 128 characters");
    }
    if (payload.length > 1 << 20) {
      throw new IllegalArgumentException(
          "payload: " + payload.length + " bytes, at most 1048576 are allowed");
    }
    this.type = type;
    this.stream = stream;
    this.duplicateKey = duplicateKey;
    this.payload = Arrays.copyOf(payload, payload.length);
  }

  public EntryType type() {
    return type;
  }

  public String stream() {
    return stream;
  }

  public String duplicateKey() {
    return duplicateKey;
  }

  /** The array itself, not a copy: the journal's writer reads it once and nobody changes it. */
  public byte[] payload() {
    return payload;
  }
}
