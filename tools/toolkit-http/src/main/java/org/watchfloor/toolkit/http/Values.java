package org.watchfloor.toolkit.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.source.SourceException;

/** Checked values of the keys that all who are asked over HTTP have. */
public final class Values {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Values() {}

  /**
   * An http or https address with a host and without a password.
   *
   * @param key that it is the value of
   * @throws SourceException of kind CONFIG, naming the key and never the value
   */
  public static URI address(String key, String value) throws SourceException {
    URI address;
    try {
      address = new URI(value.strip()).parseServerAuthority();
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the address, which may carry a secret.
      throw config(key, "is not an address like http://192.0.2.7");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw config(key, "must begin with http:// or https://");
    }
    if (address.getHost() == null) {
      throw config(key, "has no host");
    }
    if (address.getUserInfo() != null) {
      throw config(key, "must not carry a password; put it into user and .password");
    }
    return address;
  }

  /**
   * The value of {@code trust.certificate}: 64 lower-case hexadecimal digits, or empty.
   *
   * @throws SourceException of kind CONFIG
   */
  public static String fingerprint(String value) throws SourceException {
    String digits = value.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    if (!digits.isEmpty() && !SHA256.matcher(digits).matches()) {
      throw config("trust.certificate", "is not 64 hexadecimal digits (SHA-256)");
    }
    return digits;
  }

  /**
   * Refuses a password that nobody has.
   *
   * @throws SourceException of kind CONFIG
   */
  public static void signIn(String user, String password) throws SourceException {
    if (user.isEmpty() && !password.isEmpty()) {
      throw config("user", "is not set, but .password is");
    }
  }

  static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }
}
