package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What did not come in from one source.
 *
 * @param refused signals, because of its budget
 * @param dropped calls behind a shut gate
 * @param again messages that the vendor was told to send again
 */
record Losses(long refused, long dropped, long again) {

  Losses minus(Losses before) {
    return new Losses(refused - before.refused, dropped - before.dropped, again - before.again);
  }

  Losses plus(Losses other) {
    return new Losses(refused + other.refused, dropped + other.dropped, again + other.again);
  }

  /** {@code 312 signals refused, 1 call dropped}; empty for nothing. */
  String words() {
    List<String> parts = new ArrayList<>();
    add(parts, refused, "signal refused", "signals refused");
    add(parts, dropped, "call dropped", "calls dropped");
    add(parts, again, "message told to be sent again", "messages told to be sent again");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }
}
