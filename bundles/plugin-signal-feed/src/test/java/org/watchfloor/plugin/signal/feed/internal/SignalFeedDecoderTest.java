package org.watchfloor.plugin.signal.feed.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

class SignalFeedDecoderTest {
  private static final String GOOD =
      "{\"vendorKey\":\"a\",\"kind\":\"river.level\",\"occurredAt\":\"2026-11-24T14:05:03Z\","
          + "\"severity\":\"low\",\"location\":{\"type\":\"Point\",\"coordinates\":[-80.2,36.1]},"
          + "\"detail\":{\"metres\":2.5}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"vendorKey\":\"a\"|\"x\":1|vendorKey: is missing",
        "\"vendorKey\":\"a\"|\"vendorKey\":\" \"|vendorKey: must have",
        "river.level|River|kind: \"River\" is not",
        "2026-11-24T14:05:03Z|yesterday|occurredAt: is not an RFC 3339 time",
        "\"low\"|\"urgent\"|severity: is none of",
        "Point|Polygon|location.type: must be",
        "[-80.2,36.1]|[36.1]|location.coordinates: must be [longitude",
        "[-80.2,36.1]|[\"-80.2\",36.1]|location.coordinates: must be an array",
        "[-80.2,36.1]|[-80.2,91]|location.latitude: 91.0 is not within",
        "2.5|[2.5]|detail.metres: must be a string",
        "{\"metres\":2.5}|7|detail: must be an object",
        "\"severity\":\"low\"|\"media\":[]|media: cannot be taken",
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(GOOD.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
    assertThatThrownBy(() -> decode("[" + GOOD + "," + GOOD.replace(part, broken) + "]"))
        .hasMessageStartingWith("[1]." + refusal);
  }

  @Test
  void takesAThousandAndNotMore() throws Exception {
    String many = (GOOD + ",").repeat(999) + GOOD;
    assertThat(new SignalFeedDecoder().decode(message("[" + many + "]")).signals()).hasSize(1_000);
    assertThatThrownBy(() -> decode("[" + many + "," + GOOD + "]"))
        .hasMessageContaining("at most 1000");
    assertThatThrownBy(() -> decode("[]")).hasMessageContaining("empty array");
  }

  @Test
  void asksForTheWayThatIsConfigured() throws Exception {
    assertThat(way(Map.of("_secret", "secret-12"))).isInstanceOf(Inbound.Webhook.class);
    assertThat(
            way(
                Map.of(
                    "transport", "poll", "url", "https://host/x", "_key", "k", "header", "X-Key")))
        .isEqualTo(
            new Inbound.Poll(
                URI.create("https://host/x"),
                Duration.ofSeconds(30),
                Login.NONE,
                Map.of("X-Key", "k"),
                1 << 20));
    assertThat(way(Map.of("transport", "mqtt", "broker", "ssl://host", "topic", "t/#")))
        .isEqualTo(
            new Inbound.Mqtt(URI.create("ssl://host"), "t/#", new Login("", ""), "", 1 << 20));
    assertThat(way(Map.of("transport", "tcp", "port", 5_000, "framing", "length2", "max_kib", 8)))
        .isEqualTo(new Inbound.Tcp("127.0.0.1", 5_000, Framing.lengthPrefixed(2), 8 << 10));
    assertThat(way(Map.of("transport", "udp", "port", 5_000)))
        .isEqualTo(new Inbound.Udp("127.0.0.1", 5_000, 65_507));
    assertThat(way(Map.of("transport", "files", "folder", "/drop")))
        .isEqualTo(new Inbound.Files("/drop", "*.json", 1 << 20));
    assertThat(
            way(
                Map.of(
                    "transport",
                    "sftp",
                    "host",
                    "h",
                    "port",
                    22,
                    "user",
                    "u",
                    "_password",
                    "p",
                    "host_key",
                    "ssh-ed25519 AAAA",
                    "folder",
                    "/drop",
                    "period_seconds",
                    5)))
        .isEqualTo(
            new Inbound.Sftp(
                "h",
                22,
                new Login("u", "p"),
                "",
                "ssh-ed25519 AAAA",
                "/drop",
                "*.json",
                Duration.ofSeconds(5),
                1 << 20));
  }

  private static Inbound way(Map<String, Object> values) throws Exception {
    return new SignalFeedPlugin().inbound(SignalFeedContractTest.config(values)).get(0);
  }

  private static Signal decode(String json) throws MalformedMessage {
    return new SignalFeedDecoder().decode(message(json)).signals().get(0);
  }

  private static Message message(String json) {
    return new Message(json.getBytes(StandardCharsets.UTF_8), "", Map.of(), Instant.EPOCH);
  }
}
