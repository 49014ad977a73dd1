package org.watchfloor.core.isolation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.WebhookSecret;

class CodecTest {
  static List<Inbound> ways() {
    Login login = new Login("user", "pass word");
    List<Inbound> ways = new ArrayList<>();
    ways.add(Inbound.webhook(WebhookSecret.path("a-secret-of-this-test")));
    ways.add(new Inbound.Webhook(WebhookSecret.hmacSha256("X-Sig", "another-secret"), 77));
    ways.add(
        new Inbound.Poll(
            URI.create("https://vendor.example/v1?x=1"),
            Duration.ofMillis(1_500),
            login,
            Map.of("X-Key", "k", "Accept", "*/*"),
            5));
    ways.add(
        new Inbound.Mqtt(URI.create("ssl://broker:8883"), "river/+/level", login, "/ca.pem", 6));
    for (Framing framing :
        List.of(
            Framing.lines(),
            Framing.delimited(3),
            Framing.stxEtx(),
            Framing.enclosed(11, 28),
            Framing.lengthPrefixed(2))) {
      ways.add(new Inbound.Tcp("0.0.0.0", 4001, framing, 8));
    }
    ways.add(new Inbound.Udp("::1", 514, 9));
    ways.add(new Inbound.Files("/var/in", "*.xml", 10));
    ways.add(
        new Inbound.Sftp(
            "host",
            22,
            login,
            "/key",
            "ssh-ed25519 AAAA",
            "out",
            "*.csv",
            Duration.ofMinutes(1),
            11));
    return ways;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everyWayInIsTheSameAfterwards(Inbound way) throws Exception {
    JsonNode sent = Json.parse(Json.bytes(InboundJson.write(way)));
    assertThat(InboundJson.read(JsonFields.of(sent, ""))).isEqualTo(way);
  }

  @Test
  void everySubtypeIsAmongThem() {
    Set<Class<?>> covered = new HashSet<>();
    ways().forEach(way -> covered.add(way.getClass()));
    assertThat(covered).isEqualTo(Set.of(Inbound.class.getPermittedSubclasses()));
  }

  @Test
  void mutatedWaysInEndInAWayOrAFault() throws Exception {
    Random random = new Random(20261124);
    for (int i = 0; i < 5_000; i++) {
      ObjectNode node = InboundJson.write(ways().get(random.nextInt(ways().size())));
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> node.remove(name);
        case 1 -> node.put(name, random.nextDouble() * 1e12);
        case 2 -> node.put(name, "\u0000 ä{}");
        case 3 -> node.putArray(name);
        case 4 -> node.put(name, true);
        default -> node.put(name, -1);
      }
      try {
        InboundJson.read(JsonFields.of(node, ""));
      } catch (JsonFault e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void receiptsStatesAndFailuresAreTheSameAfterwards() throws Exception {
    for (Receipt receipt :
        List.of(
            Receipt.accepted(9_007_199_254_740_991L),
            Receipt.duplicate(3),
            Receipt.refused(Receipt.Status.OVERLOADED, "slow"))) {
      assertThat(StateJson.receipt(JsonFields.of(StateJson.write(receipt), ""))).isEqualTo(receipt);
    }
    SourceStatus status = SourceStatus.degraded("one of two");
    assertThat(StateJson.status(JsonFields.of(StateJson.write(Json.object(), status), "")))
        .isEqualTo(status);
    for (SourceException.Kind kind : SourceException.Kind.values()) {
      RemoteFault fault = StateJson.fault(new SourceException(kind, "words"));
      SourceException read = StateJson.exception(fault.detail(), fault.text());
      assertThat(read.kind()).isEqualTo(kind);
      assertThat(read).hasMessage("words");
    }
    assertThat(StateJson.exception("panic", "x".repeat(5_000)).getMessage()).hasSize(1_000);
  }

  @Test
  void aDecodedMessageOfTooManySignalsIsRefused() {
    Frame liar = Frame.of(Json.object().put("signals", 10_001).put("replyType", "text/plain"));
    assertThatThrownBy(() -> MessageJson.read(liar))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("signals");
    Frame missing = Frame.of(Json.object().put("signals", 2).put("replyType", "text/plain"));
    assertThatThrownBy(() -> MessageJson.read(missing)).hasMessageContaining("parts");
  }
}
