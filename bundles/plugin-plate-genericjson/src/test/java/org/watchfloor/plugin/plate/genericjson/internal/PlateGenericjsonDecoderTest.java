package org.watchfloor.plugin.plate.genericjson.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;

class PlateGenericjsonDecoderTest {
  private static final String GOOD =
      "{\"event\":\"read\",\"items\":[{\"lp\":\"ABC1234\",\"ts\":1795529109250}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"lp\"|\"plate\"|/items[0].plate: is missing (mapped from /lp)",
        "\"ABC1234\"|{}|/items[0]./lp: is an object or a list",
        "\"ABC1234\"|\"ABCDEFGHIJKLMNOPQ\"|/items[0].plate: must have at most 16",
        "\"ts\"|\"t\"|/items[0].time: is missing (mapped from /ts)",
        "1795529109250|1795529109|/items[0].time: \"1795529109\" is not epoch-ms",
        "1795529109250|\"\"|/items[0].time: is missing",
        "\"items\"|\"reads\"|reads: nothing stands at /items",
        "[{|[7,{|/items[0]: must be an object",
      })
  void aRefusalNamesTheFieldAndItsPointer(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(GOOD.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"heartbeat\"}",
        "{\"event\":\"heartbeat\",\"items\":[{\"lp\":\"ABC1234\"}]}",
        "{\"event\":\"read\",\"items\":[]}",
        "{\"event\":\"read\",\"items\":[{\"lp\":null},{\"lp\":\"\"},{\"lp\":\"Unknown\"}]}",
      })
  void whatIsNoReadIsAcknowledged(String json) throws Exception {
    assertThat(decode(json).signals()).isEmpty();
  }

  @Test
  void messagesMayComeInArraysAndAReadAlone() throws Exception {
    String other = GOOD.replace("read\"", "reread\"").replace("[{", "{").replace("}]", "}");
    assertThat(decode("[" + GOOD + "," + other.replace("4\"", "5\"") + "]").signals())
        .extracting(signal -> ((PlateRead) signal.detail()).plate())
        .containsExactly("ABC1234", "ABC1235");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,1,0.5,1,1,1,1]|7",
        "'\"1,1,0.5,1,1,1,0.25\"'|7",
        "[1,1,0.5]|0",
        "[1,1,0.5,1,1,1,255]|0",
        "[1,1,1,1,1,1,{\"c\":\"5\",\"p\":1}]|0",
        "[1,1,1,1,1,1,{\"c\":\"4\",\"p\":1,\"alt\":{\"4\":1,\"A\":0.5,\"AB\":1,\"H\":7}}]|7",
        "7|0",
        "{}|0",
      })
  void charactersAreOneForEachOrNone(String characters, int count) throws Exception {
    PlateRead read = read(",\"chars\":" + characters);
    assertThat(read.characters()).hasSize(count);
    if (characters.contains("alt")) {
      assertThat(read.characters().get(6).others()).isEqualTo(Map.of("A", 0.5));
    }
  }

  @Test
  void atMostFiftyCandidatesBestFirst() throws Exception {
    StringBuilder many = new StringBuilder("[\"ABC1234\",{},null,[]");
    for (int i = 10; i < 90; i++) {
      many.append(",{\"lp\":\"ABC").append(i).append("\",\"p\":0.").append(i).append("}");
    }
    PlateRead read = read(",\"alt\":" + many + ",{\"lp\":\"ABC10\",\"p\":1}]");
    assertThat(read.candidates()).hasSize(50);
    assertThat(read.candidates().get(0)).isEqualTo(new PlateRead.Candidate("ABC10", 1));
    assertThat(read.candidates().get(1)).isEqualTo(new PlateRead.Candidate("ABC89", 0.89));
  }

  @Test
  void picturesAreOnesOrCostNoRead() throws Exception {
    for (String none : new String[] {"\"\"", "\"%%%\"", "\"bm90IGEganBlZw==\"", "7", "{}"}) {
      Decoded decoded = decode(with(",\"img\":" + none));
      assertThat(decoded.signals()).hasSize(1);
      assertThat(decoded.media()).isEmpty();
    }
    for (String one : new String[] {"/9j/4AAQ", "data:image/png;base64,iVBORw0KGgoAAA=="}) {
      Decoded decoded = decode(with(",\"img\":\"" + one + "\""));
      assertThat(decoded.media()).extracting(media -> media.ref().role()).containsExactly("plate");
      assertThat(decoded.signals().get(0).media())
          .isEqualTo(decoded.media().stream().map(Media::ref).toList());
    }
  }

  @Test
  void aPictureOfTwentyMegabytesIsRefusedOrLeftOut() {
    String picture = Base64.getEncoder().encodeToString(new byte[20 << 20]);
    assertThatThrownBy(() -> decode(with(",\"img\":\"" + picture + "\"")))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("body: is not JSON: String value length");
  }

  @Test
  void aThousandReadsAndNotMore() throws Exception {
    String one = "{\"lp\":\"ABC1234\",\"ts\":1795529109250}";
    String many = (one + ",").repeat(999);
    assertThat(decode(GOOD.replace(one, many + one)).signals()).hasSize(1_000);
    assertThatThrownBy(() -> decode(GOOD.replace(one, many + one + "," + one)))
        .hasMessageStartingWith("body: has more than 1000 reads");
  }

  @Test
  void asksForTheProofThatIsConfigured() throws Exception {
    PlateGenericjsonPlugin plugin = new PlateGenericjsonPlugin();
    Map<String, Object> header = Map.of("auth", "header", "header", "X-Key", "max_kib", 8);
    assertThat(plugin.inbound(PlateGenericjsonContractTest.config(header)))
        .containsExactly(
            new Inbound.Webhook(WebhookSecret.header("X-Key", "a-secret-of-the-kit"), 8 << 10));
    assertThat(plugin.inbound(PlateGenericjsonContractTest.config(Map.of("auth", "hmac"))))
        .containsExactly(
            new Inbound.Webhook(
                WebhookSecret.hmacSha256("X-Watchfloor-Secret", "a-secret-of-the-kit"), 8 << 20));
  }

  private static String with(String more) {
    return GOOD.replace("1795529109250", "1795529109250" + more);
  }

  private static PlateRead read(String more) throws Exception {
    return (PlateRead) decode(with(more)).signals().get(0).detail();
  }

  private static Decoded decode(String json) throws Exception {
    return new PlateGenericjsonPlugin()
        .open(PlateGenericjsonContractTest.config(Map.of()))
        .decode(
            new Message(
                json.getBytes(StandardCharsets.UTF_8),
                "application/json",
                Map.of(),
                Instant.EPOCH));
  }
}
