package org.watchfloor.core.isolation.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/**
 * One thing said: a head of JSON, and parts of bytes (a message, a picture, a signal each). Not
 * changed once made; holds the arrays given.
 *
 * @param head names and small values
 * @param parts in an order that the method defines
 */
public record Frame(ObjectNode head, List<byte[]> parts) {
  /** Bytes of the head at most: a bookmark of 65,536 characters fits, escaped. */
  static final int MAX_HEAD = 512 << 10;

  /** Parts at most: as many signals as one message may hold, and their media. */
  static final int MAX_PARTS = 20_000;

  /** Bytes of all parts at most: the largest message that plugin-api allows, and some room. */
  static final int MAX_BODY = 80 << 20;

  public Frame {
    parts = List.copyOf(parts);
  }

  public static Frame of(ObjectNode head, byte[]... parts) {
    return new Frame(head, List.of(parts));
  }

  /** Typed access to the head. */
  public JsonFields fields() throws JsonFault {
    return JsonFields.of(head, "");
  }

  /**
   * @throws JsonFault if there is no such part
   */
  public byte[] part(int index) throws JsonFault {
    if (index >= parts.size()) {
      throw new JsonFault("parts", "has " + parts.size() + ", one more is expected");
    }
    return parts.get(index);
  }

  /** Bytes that wait with this frame, more or less. */
  long weight() {
    long sum = 512;
    for (byte[] part : parts) {
      sum += part.length + 32;
    }
    return sum;
  }
}
