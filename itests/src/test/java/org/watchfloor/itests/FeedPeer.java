package org.watchfloor.itests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.watchfloor.harness.Center;

/** The other end of one way in: it sends messages, and knows whether it was rid of them. */
interface FeedPeer {
  /** Of the way in, and of the source. */
  String name();

  /** Of the source. */
  Map<String, String> configuration();

  /** Hands the messages over, in order, each by itself. */
  void send(Center center, List<String> messages) throws Exception;

  /** Whether it holds no message that was not acknowledged. */
  default boolean isEmpty() {
    return true;
  }

  /** Whether the center has let go of it. */
  default boolean isLeftAlone() {
    return true;
  }

  /** A signal in the plugin's own JSON. */
  static String signal(String key) {
    return "{\"vendorKey\":\"%s\",\"kind\":\"feed.test\",\"occurredAt\":\"%s\",\"detail\":{\"n\":1}}"
        .formatted(key, Instant.now());
  }
}
