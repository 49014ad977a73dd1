package org.watchfloor.plugin.plate.flock.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Samples;

/** Alerts for tests. */
final class Alerts {
  static final Instant NOW = Instant.parse("2026-11-24T14:05:09Z");

  /** SOI, a marker and what stands for the rest. */
  static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3, 4, 5};

  private Alerts() {}

  static String text(String sample) throws Exception {
    return new String(Samples.own(Alerts.class, sample), StandardCharsets.UTF_8);
  }

  static Message message(String sample) throws Exception {
    return of(text(sample));
  }

  static Message of(String body) {
    return new Message(body.getBytes(StandardCharsets.UTF_8), "application/json", Map.of(), NOW);
  }
}
