package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

class HookServletTest extends HookTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isAcknowledgedWhenEverySignalIsOnDisk() throws Exception {
    HttpResponse<String> answer = server.post("a\nb");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(server.core.kept).extracting(Signal::vendorKey).containsExactly("a", "b");
    assertThat(decoder.onDisk).hasValue(2);
    assertThat(decoder.last.receivedAt()).isEqualTo(HookServer.NOW);
  }

  @Test
  void theDecodersReplyIsTheAnswer() throws Exception {
    HttpResponse<String> answer = server.post("reply");
    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void aMessageWithoutSignalsIsAcknowledged() throws Exception {
    assertThat(server.post("\n").statusCode()).isEqualTo(200);
    assertThat(server.post("").statusCode()).isEqualTo(200);
  }

  @Test
  void malformedNamesTheField() throws Exception {
    HttpResponse<String> answer = server.post("malformed");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("results[0].plate");
    assertThat(problem.at("/errors/0/reason").asText()).isEqualTo("is missing");
    assertThat(problem.get("instance").asText()).isEqualTo("/hooks/" + HookServer.SOURCE);
  }

  @Test
  void aRejectedSignalIsMalformed() throws Exception {
    HttpResponse<String> answer = server.post("a\nrejected");
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
    assertThat(error.get("field").asText()).isEqualTo("signals[1].occurredAt");
    assertThat(error.get("reason").asText()).isEqualTo("lies in the future");
  }

  @Test
  void whatCanBeSentAgainLaterSaysWhen() throws Exception {
    assertRetry(429, server.post("a\noverloaded"));
    assertRetry(503, server.post("a\nunavailable"));
    assertRetry(503, server.post("unavailable\nrejected\noverloaded"));
    assertRetry(503, server.post("away"));
    assertRetry(503, server.post("crash"));
    assertThat(decoder.onDisk).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lines~one",
        "lines~one/",
        "lines~one/wrong-secret-of-the-test",
        "lines~one/path-secret-of-the-test/more",
        "lines~one/path-secret-of-the-tes"
      })
  void aWrongSecretIs401(String path) throws Exception {
    HttpResponse<String> answer = postTo(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("wrong-secret").doesNotContain(HookServer.SECRET);
    assertThat(server.core.kept).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody~two/path-secret-of-the-test", "", "lines~On", "~", "%7E"})
  void anUnknownSourceIs404(String path) throws Exception {
    assertThat(postTo(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aSourceThatIsConfiguredButNotOpenAsksToSendAgain() throws Exception {
    server.servlet.bindSources(new OneSource("lines~waiting"));
    assertRetry(503, postTo("lines~waiting/" + HookServer.SECRET));
    assertThat(postTo("lines~other/" + HookServer.SECRET).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  void otherMethodsAre405(String method) throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void aHeaderProvesAndIsNotShownToTheDecoder() throws Exception {
    server.open("lines~header", WebhookSecret.header("X-Key", "header-secret-1"), decoder);
    HttpRequest.Builder request = server.to("lines~header");
    assertThat(server.send(body(request.copy(), "a")).statusCode()).isEqualTo(401);
    assertThat(
            server.send(body(request.copy().header("X-Key", "header-secret-2"), "a")).statusCode())
        .isEqualTo(401);
    HttpRequest good =
        body(
            request
                .copy()
                .header("x-key", "header-secret-1")
                .header("Authorization", "Bearer t")
                .header("X-Other", "o"),
            "a");
    assertThat(server.send(good).statusCode()).isEqualTo(200);
    assertThat(decoder.last.header("X-Key")).isEmpty();
    assertThat(decoder.last.header("Authorization")).isEmpty();
    assertThat(decoder.last.header("X-Other")).isEqualTo("o");
  }

  @Test
  void anHmacOfTheBodyProves() throws Exception {
    String secret = "hmac-secret-1";
    server.open("lines~hmac", WebhookSecret.hmacSha256("X-Signature", secret), decoder);
    HttpRequest.Builder request = server.to("lines~hmac");
    assertThat(server.send(body(request.copy(), "a")).statusCode()).isEqualTo(401);
    for (String prefix : List.of("", "sha256=")) {
      HttpRequest.Builder signed =
          request.copy().header("X-Signature", prefix + hmac(secret, "first\nsecond"));
      assertThat(server.send(body(signed.copy(), "first\nsecond")).statusCode()).isEqualTo(200);
      assertThat(server.send(body(signed.copy(), "first\nanother")).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {HookServer.MAX_BYTES + 1, 2 << 20, 12 << 20})
  void aLargeBodyIs413AndItsSenderGetsTheAnswer(int length) throws Exception {
    byte[] large = new byte[length];
    HttpRequest.Builder to = server.to(HookServer.SOURCE + "/" + HookServer.SECRET);
    HttpRequest known = to.copy().POST(HttpRequest.BodyPublishers.ofByteArray(large)).build();
    assertThat(server.send(known).statusCode()).isEqualTo(413);
    HttpRequest chunked =
        to.copy()
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large)))
            .build();
    assertThat(server.send(chunked).statusCode()).isEqualTo(413);
    assertThat(server.transport.budget().left()).isEqualTo(128L << 20);
    assertThat(server.post("a").statusCode()).isEqualTo(200);
  }

  @Test
  void theLargestBodyIsTaken() throws Exception {
    assertThat(server.post("\n".repeat(HookServer.MAX_BYTES)).statusCode()).isEqualTo(200);
  }

  @Test
  void whoWaitsForContinueIsRefusedBeforeHeSends() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("POST /hooks/lines~one/"
                      + HookServer.SECRET
                      + " HTTP/1.1\r\nHost: localhost\r\n"
                      + "Expect: 100-continue\r\nContent-Length: 2097152\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(firstLine(socket.getInputStream())).contains(" 413 ");
    }
  }

  @Test
  void anEncodedBodyIs415() throws Exception {
    HttpRequest request =
        body(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET)
                .header("Content-Encoding", "gzip"),
            "a");
    assertThat(server.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void aFormIsGivenToTheDecoderAsItIs() throws Exception {
    HttpRequest request =
        body(
            server
                .to(HookServer.SOURCE + "/" + HookServer.SECRET + "?q=1")
                .header("Content-Type", "application/x-www-form-urlencoded"),
            "a=1&b=2");
    assertThat(server.send(request).statusCode()).isEqualTo(200);
    assertThat(decoder.last.text()).isEqualTo("a=1&b=2");
    assertThat(decoder.last.contentType()).isEqualTo("application/x-www-form-urlencoded");
  }

  @Test
  void whatCannotBeOpenedIsRefusedByName() {
    assertThatThrownBy(() -> server.open(HookServer.SOURCE, decoder))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(HookServer.SOURCE)
        .hasMessageNotContaining(HookServer.SECRET);
    assertThatThrownBy(() -> server.open("lines~a/b", decoder))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("lines~a/b");
  }

  private static String hmac(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
