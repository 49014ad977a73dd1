package org.watchfloor.core.access.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as PBKDF2-HMAC-SHA256, kept as {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}.
 * Thread-safe; a call takes some tenths of a second of one processor.
 */
final class Passwords {
  /** OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
  static final int MIN_ITERATIONS = 600_000;

  /** What is longer is wrong; nobody types it, and it costs time. */
  static final int MAX_LENGTH = 1_024;

  private static final String SCHEME = "pbkdf2-sha256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  private final int iterations;
  private final SecureRandom random = new SecureRandom();

  /** Of no password; compared with when the name is unknown, so that it takes as long. */
  private final byte[] nobodysSalt = new byte[SALT_BYTES];

  Passwords(int iterations) {
    this.iterations = iterations;
  }

  /** The form in which a password is kept. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = derive(password, salt, iterations);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(hash));
  }

  /**
   * Whether a password is the kept one. Takes as long when there is none, and when the password is
   * wrong.
   *
   * @param kept from {@link #hash}; null for an unknown name
   */
  boolean matches(String password, @Nullable String kept) {
    boolean fits = password.length() <= MAX_LENGTH;
    String tried = fits ? password : "";
    if (kept == null) {
      derive(tried, nobodysSalt, iterations);
      return false;
    }
    String[] parts = parts(kept);
    byte[] hash = derive(tried, decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(hash, decode(parts[3])) && fits;
  }

  /** Whether a kept password costs less than a new one would. */
  boolean isWeaker(String kept) {
    return Integer.parseInt(parts(kept)[1]) < iterations;
  }

  private static String[] parts(String kept) {
    String[] parts = kept.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      throw new IllegalStateException("a password in access_user is not kept as " + SCHEME);
    }
    return parts;
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** The same letters typed on another keyboard are the same password: NIST SP 800-63B, 5.1.1.2. */
  static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    char[] letters = normal(password).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(letters, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
