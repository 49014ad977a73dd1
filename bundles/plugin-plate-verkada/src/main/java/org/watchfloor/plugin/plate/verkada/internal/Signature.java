package org.watchfloor.plugin.plate.verkada.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * Verkada's proof of a message (apidocs.verkada.com, "Securing webhooks"): the header {@code
 * Verkada-Signature} holds {@code <seconds since 1970>|<hex>}, the hexadecimal HMAC-SHA256 of the
 * body, a bar and those seconds. Immutable.
 */
final class Signature {
  static final String HEADER = "Verkada-Signature";

  /**
   * How old a signature may be when its message arrives. One message is sent twice at most, within
   * seconds; the rest is for clocks that differ. What is played back within it is a duplicate.
   */
  private static final Duration TOLERANCE = Duration.ofMinutes(10);

  private final byte[] secret;

  Signature(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws MalformedMessage if the message was not signed with the secret, or long ago
   */
  void check(Message message) throws MalformedMessage {
    String header = message.header(HEADER);
    int bar = header.indexOf('|');
    if (bar < 1) {
      throw new MalformedMessage(
          HEADER, header.isEmpty() ? "is missing" : "must be <seconds since 1970>|<hexadecimal>");
    }
    String seconds = header.substring(0, bar);
    if (!seconds.matches("[0-9]{1,11}")) {
      throw new MalformedMessage(HEADER, "must begin with seconds since 1970");
    }
    byte[] theirs =
        header
            .substring(bar + 1)
            .strip()
            .toLowerCase(Locale.ROOT)
            .getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(theirs, ours(message, seconds))) {
      throw new MalformedMessage(
          HEADER, "is not that of .signing.secret; compare it with the one in Command");
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(seconds));
    if (Duration.between(signed, message.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
      throw new MalformedMessage(
          HEADER, "is of " + signed + ", more than 10 minutes from the center's time");
    }
  }

  private byte[] ours(Message message, String seconds) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(message.length() + 16);
    signed.writeBytes(message.toByteArray());
    signed.writeBytes(("|" + seconds).getBytes(StandardCharsets.US_ASCII));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] digest = mac.doFinal(signed.toByteArray());
      return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "Signature[" + HEADER + "]";
  }
}
