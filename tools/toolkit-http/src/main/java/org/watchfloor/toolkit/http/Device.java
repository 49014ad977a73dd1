package org.watchfloor.toolkit.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A device that is asked over HTTP, as an administrator has configured it. Immutable. The keys are
 * {@code address}, {@code user}, {@code .password}, {@code trust.certificate} and {@code
 * silence.seconds}.
 *
 * @param address {@code http} or {@code https}, host and port, without a path
 * @param user empty for a device without sign-in
 * @param fingerprint SHA-256 of the device's certificate, 64 lower-case hexadecimal digits; empty
 *     to trust what Java trusts
 * @param silence after so long without a byte the connection counts as lost
 */
public record Device(
    URI address, String user, String password, String fingerprint, Duration silence) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  public static Device of(
      String address, String user, String password, String certificate, int silenceSeconds)
      throws SourceException {
    if (user.isEmpty() && !password.isEmpty()) {
      throw config("user", "is not set, but .password is");
    }
    if (silenceSeconds < 10 || silenceSeconds > 600) {
      throw config("silence.seconds", silenceSeconds + " is not within 10 to 600");
    }
    String digits = certificate.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    if (!digits.isEmpty() && !SHA256.matcher(digits).matches()) {
      throw config("trust.certificate", "is not 64 hexadecimal digits (SHA-256)");
    }
    return new Device(parse(address), user, password, digits, Duration.ofSeconds(silenceSeconds));
  }

  private static URI parse(String value) throws SourceException {
    URI address;
    try {
      address = new URI(value.strip()).parseServerAuthority();
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the address, which may carry a secret.
      throw config("address", "is not an address like http://192.0.2.7");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw config("address", "must begin with http:// or https://");
    }
    if (address.getHost() == null) {
      throw config("address", "has no host");
    }
    if (address.getUserInfo() != null) {
      throw config("address", "must not carry a password; put it into user and .password");
    }
    String path = address.getRawPath();
    if (!path.isEmpty() && !path.equals("/") || address.getRawQuery() != null) {
      throw config("address", "must end after the host or its port");
    }
    return address;
  }

  /**
   * @param target path and query, beginning with a slash
   */
  public URI at(String target) {
    return address.resolve(target);
  }

  private static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Device[" + address.getHost() + "]";
  }
}
