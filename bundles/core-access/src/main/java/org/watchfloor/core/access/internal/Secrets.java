package org.watchfloor.core.access.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random secrets, and the form in which they are kept. A secret of 256 random bits needs no salt
 * and no slow hash: SHA-256 cannot be searched. Thread-safe.
 */
final class Secrets {
  static final String TOKEN_PREFIX = "wf_";
  private static final int BYTES = 32;

  /** Base64 without padding of {@link #BYTES}. */
  private static final int LENGTH = 43;

  private static final int PASSWORD_LENGTH = 20;

  /** Without what is mixed up when it is read from a screen: 0 O, 1 l I. */
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  static String session() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  static String token() {
    return TOKEN_PREFIX + session();
  }

  /** Whether a text can be an API token at all. */
  static boolean isToken(String text) {
    return text.length() == TOKEN_PREFIX.length() + LENGTH && text.startsWith(TOKEN_PREFIX);
  }

  /** Whether a text can be the id of a session at all. */
  static boolean isSession(String text) {
    return text.length() == LENGTH;
  }

  /** 116 bits. */
  static String password() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** The form in which a secret is kept: SHA-256, hexadecimal. */
  static String kept(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The secret against forged requests that belongs to a session. Made from the session's id, so
   * that it can be told again although neither is kept, and says nothing about the id.
   */
  static String csrf(String sessionId) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(sessionId.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return base64(mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
