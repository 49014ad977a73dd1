package org.watchfloor.testkit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;

/** How a way in delivers a message: what it can carry, and what it says beside the bytes. */
final class Carriage {
  /** Of an MQTT message, see {@link Inbound.Mqtt}. */
  private static final String TOPIC = "mqtt-topic";

  private Carriage() {}

  /** Whether a message goes through whole. */
  static boolean carries(Inbound way, DecoderContract.Sample sample) {
    byte[] body = sample.body();
    if (body.length > way.maxBytes()) {
      return false;
    }
    return !(way instanceof Inbound.Tcp tcp) || fits(tcp.framing(), body);
  }

  private static boolean fits(Framing framing, byte[] body) {
    return switch (framing.form()) {
      case DELIMITED, ENCLOSED -> !contains(body, framing.end());
      case LENGTH_PREFIXED -> body.length < 1L << 8 * framing.lengthBytes();
    };
  }

  private static boolean contains(byte[] body, int end) {
    for (byte b : body) {
      if ((b & 0xff) == end) {
        return true;
      }
    }
    return false;
  }

  /** The message as the decoder gets it: with a content type only where the transport has one. */
  static Message delivered(Inbound way, DecoderContract.Sample sample, Instant receivedAt) {
    if (way instanceof Inbound.Webhook || way instanceof Inbound.Poll) {
      return new Message(sample.body(), sample.contentType(), sample.headers(), receivedAt);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(sample.headers());
    if (way instanceof Inbound.Mqtt mqtt) {
      headers.putIfAbsent(TOPIC, mqtt.topic().replace("+", "some").replace("#", "some"));
    }
    return new Message(sample.body(), "", headers, receivedAt);
  }
}
