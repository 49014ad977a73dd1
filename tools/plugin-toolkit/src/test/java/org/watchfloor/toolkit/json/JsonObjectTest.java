package org.watchfloor.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

class JsonObjectTest {
  @Test
  void tellsAnObjectFromText() throws Exception {
    JsonObject object = parse("{\"a\":{},\"b\":\"x\",\"c\":null}");
    assertThat(object.isObject("a")).isTrue();
    assertThat(object.isObject("b")).isFalse();
    assertThat(object.isObject("c")).isFalse();
    assertThat(object.isObject("d")).isFalse();
  }

  @Test
  void onlyPlainValuesArePlain() throws Exception {
    JsonObject object = parse("{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":[1],\"e\":{},\"f\":1e999}");
    assertThat(object.optionalPlain("a")).contains(1L);
    assertThat(object.optionalPlain("b")).contains("x");
    for (String none : java.util.List.of("c", "d", "e", "g")) {
      assertThat(object.optionalPlain(none)).as(none).isEmpty();
    }
    assertThatThrownBy(() -> object.optionalPlain("f")).isInstanceOf(MalformedMessage.class);
  }

  @Test
  void namesThePathOfWhatIsWrong() throws Exception {
    JsonObject message = parse("{\"a\":[{\"b\":{\"c\":\"x\"}}]}");
    JsonObject b = message.objects("a").get(0).optionalObject("b").orElseThrow();
    assertThatThrownBy(() -> b.number("c"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("a[0].b.c: must be a number");
    assertThatThrownBy(() -> b.text("d")).hasMessage("a[0].b.d: is missing");
  }

  @Test
  void readsTimes() throws Exception {
    assertThat(parse("{\"t\":1562681121504}").epochMillis("t"))
        .isEqualTo(Instant.ofEpochMilli(1562681121504L));
    assertThat(parse("{\"t\":\"2026-11-24T09:05:09-05:00\"}").rfc3339("t"))
        .isEqualTo(Instant.parse("2026-11-24T14:05:09Z"));
    assertThatThrownBy(() -> parse("{\"t\":1562681121}").epochMillis("t"))
        .hasMessageContaining("milliseconds");
  }

  @Test
  void readsWholeNumbersWithinBounds() throws Exception {
    assertThat(parse("{\"n\":3}").optionalWhole("n", 1, 10)).contains(3L);
    assertThat(parse("{\"n\":3.0}").optionalWhole("n", 1, 10)).contains(3L);
    assertThat(parse("{\"n\":null}").optionalWhole("n", 1, 10)).isEmpty();
    assertThatThrownBy(() -> parse("{\"n\":3.5}").optionalWhole("n", 1, 10))
        .hasMessage("n: must be a whole number within 1 to 10");
    assertThatThrownBy(() -> parse("{\"n\":11}").optionalWhole("n", 1, 10))
        .hasMessageContaining("1 to 10");
  }

  @Test
  void aRefusalShowsNothingOfTheMessage() {
    assertThatThrownBy(() -> parse("{\"plate\":\"ABC1234\",}")).hasMessageNotContaining("ABC1234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "\"a\"",
        "{",
        "[1]",
        "{\"a\":1e999999999}x",
        "{\"a\":1}{\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}"
      })
  void whatIsNoObjectIsMalformed(String json) {
    assertThatThrownBy(() -> parse(json).number("a")).isInstanceOf(MalformedMessage.class);
  }

  private static JsonObject parse(String json) throws MalformedMessage {
    return JsonObject.parse(
            new Message(json.getBytes(StandardCharsets.UTF_8), "", Map.of(), Instant.EPOCH))
        .get(0);
  }

  @Test
  void readsWhatHoldsNoOthers() throws Exception {
    JsonObject object =
        JsonObject.parse(
                new org.watchfloor.plugin.api.source.Message(
                    "{\"t\":\"x\",\"w\":7,\"n\":1.5,\"b\":true,\"o\":{},\"z\":null,\"a\":[1,2.5],\"m\":[1,\"2\"]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "",
                    java.util.Map.of(),
                    java.time.Instant.EPOCH))
            .get(0);
    assertThat(object.names()).containsExactly("t", "w", "n", "b", "o", "z", "a", "m");
    assertThat(object.plain("t")).isEqualTo("x");
    assertThat(object.plain("w")).isEqualTo(7L);
    assertThat(object.plain("n")).isEqualTo(1.5);
    assertThat(object.plain("b")).isEqualTo(true);
    for (String field : new String[] {"o", "z", "a", "absent"}) {
      assertThatThrownBy(() -> object.plain(field)).hasMessageStartingWith(field + ": must be");
    }
    assertThat(object.numbers("a")).containsExactly(1.0, 2.5);
    assertThat(object.numbers("absent")).isEmpty();
    assertThatThrownBy(() -> object.numbers("m")).hasMessageStartingWith("m: must be an array");
  }
}
