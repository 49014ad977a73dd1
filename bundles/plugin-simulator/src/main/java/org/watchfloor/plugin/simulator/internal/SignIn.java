package org.watchfloor.plugin.simulator.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated cameras ask for a password: Digest with MD5, as most cameras do (RFC 7616), or
 * Basic (RFC 7617). Nonces carry their time and are good for five minutes; they may be used more
 * than once. Thread-safe.
 */
final class SignIn {
  private static final String REALM = "Demo City cameras";
  private static final long NONCE_MILLIS = 300_000;
  private static final int MAX_HEADER = 4_096;
  private static final Pattern FIELD =
      Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

  private final String user;
  private final String password;
  private final Clock clock;
  private final String key;

  SignIn(String user, String password, Clock clock) {
    this.user = user;
    this.password = password;
    this.clock = clock;
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    key = HexFormat.of().formatHex(random);
  }

  /** Values of {@code WWW-Authenticate}: Digest first. */
  List<String> challenges() {
    return List.of(
        "Digest realm=\""
            + REALM
            + "\", qop=\"auth\", algorithm=MD5, nonce=\""
            + nonce(clock.millis())
            + "\"",
        "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
  }

  /** Whether a request proves the password. */
  boolean accepts(String method, String uri, @Nullable String authorization) {
    if (authorization == null || authorization.length() > MAX_HEADER) {
      return false;
    }
    int space = authorization.indexOf(' ');
    String scheme = authorization.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
    String rest = authorization.substring(space + 1).strip();
    return switch (scheme) {
      case "basic" -> basic(rest);
      case "digest" -> digest(method, uri, fields(rest));
      default -> false;
    };
  }

  private boolean basic(String encoded) {
    try {
      return same(user + ":" + password, text(Base64.getDecoder().decode(encoded)));
    } catch (IllegalArgumentException e) {
      return false; // not Base64
    }
  }

  private boolean digest(String method, String uri, Map<String, String> fields) {
    String nonce = fields.getOrDefault("nonce", "");
    if (!user.equals(fields.get("username"))
        || !REALM.equals(fields.get("realm"))
        || !uri.equals(fields.get("uri"))
        || !"auth".equals(fields.get("qop"))
        || !fresh(nonce)) {
      return false;
    }
    String secret = md5(user + ":" + REALM + ":" + password);
    String request = md5(method + ":" + uri);
    String expected =
        md5(
            String.join(
                ":",
                secret,
                nonce,
                fields.getOrDefault("nc", ""),
                fields.getOrDefault("cnonce", ""),
                "auth",
                request));
    return same(expected, fields.getOrDefault("response", "").toLowerCase(Locale.ROOT));
  }

  private String nonce(long millis) {
    return Long.toHexString(millis) + "-" + md5(millis + ":" + key);
  }

  private boolean fresh(String nonce) {
    int end = nonce.indexOf('-');
    if (end < 1 || end > 15) {
      return false;
    }
    try {
      long millis = Long.parseLong(nonce.substring(0, end), 16);
      return same(nonce(millis), nonce) && Math.abs(clock.millis() - millis) < NONCE_MILLIS;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Map<String, String> fields(String header) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      fields.put(
          matcher.group(1).toLowerCase(Locale.ROOT),
          quoted != null ? quoted : String.valueOf(matcher.group(3)));
    }
    return fields;
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String md5(String text) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
