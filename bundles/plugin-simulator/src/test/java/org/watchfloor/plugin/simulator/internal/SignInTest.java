package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.testkit.MovedClock;

class SignInTest {
  private static final String URI = "/cam/cam-0001/snapshot.jpg";
  private final Instant now = Instant.parse("2026-11-24T18:00:00Z");
  private final SignIn signIn = new SignIn("demo", "pass:word", Clock.fixed(now, ZoneOffset.UTC));

  @Test
  void basicIsTakenWithTheRightPasswordOnly() {
    assertThat(signIn.accepts("GET", URI, basic("demo:pass:word"))).isTrue();
    assertThat(signIn.accepts("GET", URI, basic("demo:other"))).isFalse();
    assertThat(signIn.accepts("GET", URI, "Basic ***")).isFalse();
    assertThat(signIn.accepts("GET", URI, null)).isFalse();
  }

  @Test
  void digestIsBoundToPasswordMethodAddressAndNonce() throws Exception {
    String header = digest(nonce(), "pass:word", "GET", URI);
    assertThat(signIn.accepts("GET", URI, header)).isTrue();
    assertThat(signIn.accepts("POST", URI, header)).isFalse();
    assertThat(signIn.accepts("GET", URI + "x", header)).isFalse();
    assertThat(signIn.accepts("GET", URI, digest(nonce(), "other", "GET", URI))).isFalse();
    String forged = Long.toHexString(now.toEpochMilli()) + "-" + "0".repeat(32);
    assertThat(signIn.accepts("GET", URI, digest(forged, "pass:word", "GET", URI))).isFalse();
  }

  @Test
  void anOldNonceIsNotTaken() throws Exception {
    MovedClock clock = new MovedClock(now);
    SignIn aging = new SignIn("demo", "pass:word", clock);
    String nonce = aging.challenges().get(0).replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
    String header = digest(nonce, "pass:word", "GET", URI);
    assertThat(aging.accepts("GET", URI, header)).isTrue();
    clock.move(Duration.ofMinutes(6));
    assertThat(aging.accepts("GET", URI, header)).isFalse();
  }

  /** No header, however broken, is an exception or a way in. */
  @Test
  void fuzz() throws Exception {
    String good = digest(nonce(), "pass:word", "GET", URI);
    Random random = new Random(815);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(good);
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setLength(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(256));
        default -> text.insert(at, (char) random.nextInt(65_536));
      }
      // a change in white space may leave it good: it must still be the right response
      if (signIn.accepts("GET", URI, text.toString())) {
        assertThat(text.toString())
            .containsIgnoringCase(good.replaceAll(".*response=\"([^\"]+)\".*", "$1"));
      }
    }
  }

  private String nonce() {
    return signIn.challenges().get(0).replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(String nonce, String password, String method, String uri)
      throws Exception {
    String secret = md5("demo:Demo City cameras:" + password);
    String request = md5(method + ":" + uri);
    String response = md5(secret + ":" + nonce + ":00000001:abc:auth:" + request);
    return "Digest username=\"demo\", realm=\"Demo City cameras\", nonce=\""
        + nonce
        + "\", uri=\""
        + uri
        + "\", qop=auth, nc=00000001, cnonce=\"abc\", response=\""
        + response
        + "\"";
  }

  private static String md5(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
