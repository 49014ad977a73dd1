package org.watchfloor.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

class JsonPointerTest {
  /** The example of RFC 6901, section 5. */
  private static final String DOCUMENT =
      "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"m~n\":8,\" \":7}";

  @ParameterizedTest
  @CsvSource({"/foo/0,bar", "/foo/1,baz", "/,0", "/a~1b,1", "/c%d,2", "/m~0n,8", "'/ ',7"})
  void findsWhatTheStandardSays(String pointer, String value) throws Exception {
    assertThat(JsonPointer.parse(pointer).find(object(DOCUMENT))).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/foo/2", "/foo/01", "/foo/-", "/foo/x", "/a~1b/c"})
  void whatIsNotThereIsNothing(String pointer) throws Exception {
    assertThat(JsonPointer.parse(pointer).find(object(DOCUMENT))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "/a~", "/a~2b", "#/a"})
  void whatIsNoPointerIsRefused(String pointer) {
    assertThatThrownBy(() -> JsonPointer.parse(pointer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RFC 6901");
  }

  @Test
  void aNullIsThereAndIsNothing() throws Exception {
    JsonObject object = object("{\"a\":{\"b\":null},\"c\":[1]}");
    assertThat(JsonPointer.parse("/a/b").find(object)).isNull();
    for (String there : new String[] {"", "/a", "/a/b", "/c/0"}) {
      assertThat(JsonPointer.parse(there).isPresent(object)).isTrue();
    }
    for (String absent : new String[] {"/b", "/a/c", "/a/b/c", "/c/1"}) {
      assertThat(JsonPointer.parse(absent).isPresent(object)).isFalse();
    }
  }

  @Test
  void objectsKnowWhereTheyStand() throws Exception {
    List<JsonObject> objects = JsonPointer.parse("/a").objects(object("{\"a\":[{\"b\":1},{}]}"));
    assertThat(objects).extracting(JsonObject::path).containsExactly("/a[0]", "/a[1]");
    assertThat(JsonPointer.parse("").objects(object("{}"))).hasSize(1);
    assertThat(JsonPointer.parse("/x").objects(object("{}"))).isEmpty();
    assertThatThrownBy(() -> JsonPointer.parse("/a").objects(object("{\"a\":[{},7]}")))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("/a[1]: must be an object");
  }

  private static JsonObject object(String json) throws MalformedMessage {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return JsonObject.parse(new Message(body, "", Map.of(), Instant.EPOCH)).get(0);
  }
}
