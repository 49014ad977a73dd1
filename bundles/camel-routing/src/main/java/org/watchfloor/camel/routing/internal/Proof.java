package org.watchfloor.camel.routing.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** Checks whether a request is the vendor's own, in constant time. Thread-safe; shows no secret. */
final class Proof {
  private static final String HMAC = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  private final WebhookSecret secret;

  Proof(WebhookSecret secret) {
    this.secret = secret;
  }

  /** What can be known before the body is read, so that strangers' bodies are not kept. */
  boolean beforeBody(HttpServletRequest request, String afterSource) {
    if (secret.place() == WebhookSecret.Place.PATH) {
      return same(secret.value(), afterSource);
    }
    if (!afterSource.isEmpty()) {
      return false;
    }
    String shown = header(request);
    return secret.place() == WebhookSecret.Place.HEADER
        ? same(secret.value(), shown)
        : !shown.isEmpty();
  }

  /** What only the body can prove. */
  boolean ofBody(HttpServletRequest request, byte[] body) {
    if (secret.place() != WebhookSecret.Place.HMAC_SHA256) {
      return true;
    }
    String shown = header(request);
    return same(hmac(body), shown.startsWith(PREFIX) ? shown.substring(PREFIX.length()) : shown);
  }

  /** Name of the header that carries a secret, which decoders must not see. */
  boolean carriesSecret(String header) {
    return secret.place() != WebhookSecret.Place.PATH && secret.name().equalsIgnoreCase(header);
  }

  private String header(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(secret.name())).orElse("");
  }

  private String hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /** Compares digests, so that the time tells neither the content nor the length. */
  private static boolean same(String expected, String shown) {
    return MessageDigest.isEqual(digest(expected), digest(shown));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return secret.toString();
  }
}
