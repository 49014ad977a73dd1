package org.watchfloor.plugin.camera.mjpeg.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A configuration that has been checked. Immutable.
 *
 * @param snapshot where one JPEG is
 * @param stream where MJPEG is; at least one of the two is present
 * @param user empty for a camera without sign-in
 * @param timeout for a connection, for a picture, and between two pictures of a stream
 * @param check between two checks that the camera answers
 * @param maxBytes of a picture
 * @param fingerprint SHA-256 of the camera's certificate, 64 lower-case hexadecimal digits; empty
 *     to trust what Java trusts
 */
record Settings(
    Optional<URI> snapshot,
    Optional<URI> stream,
    String user,
    String password,
    Duration timeout,
    Duration check,
    int maxBytes,
    String fingerprint) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  static Settings of(CameraMjpegConfig config) throws SourceException {
    Optional<URI> snapshot = address("snapshot.url", config.snapshot_url());
    Optional<URI> stream = address("stream.url", config.stream_url());
    if (snapshot.isEmpty() && stream.isEmpty()) {
      throw config("snapshot.url", "is not set, and stream.url neither; one of them must be");
    }
    if (config.user().isEmpty() && !config._password().isEmpty()) {
      throw config("user", "is not set, but .password is");
    }
    return new Settings(
        snapshot,
        stream,
        config.user(),
        config._password(),
        Duration.ofSeconds(within("timeout.seconds", config.timeout_seconds(), 1, 30)),
        Duration.ofSeconds(within("check.seconds", config.check_seconds(), 5, 3600)),
        within("max.bytes", config.max_bytes(), 1024, 64 << 20),
        fingerprint(config.trust_certificate()));
  }

  /** Which key the picture of a check comes from. */
  String pictureKey() {
    return snapshot.isPresent() ? "snapshot.url" : "stream.url";
  }

  /** For a picture as a whole, connection and sign-in included: a slow drip is no picture. */
  Duration patience() {
    return timeout.multipliedBy(2);
  }

  private static Optional<URI> address(String key, String value) throws SourceException {
    if (value.isBlank()) {
      return Optional.empty();
    }
    URI address;
    try {
      address = new URI(value.strip()).parseServerAuthority();
    } catch (URISyntaxException e) {
      // Without the cause: its message repeats the address, which may carry a secret.
      throw config(key, "is not an address");
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
    return Optional.of(address);
  }

  private static int within(String key, int value, int min, int max) throws SourceException {
    if (value < min || value > max) {
      throw config(key, value + " is not within " + min + " to " + max);
    }
    return value;
  }

  private static String fingerprint(String value) throws SourceException {
    String digits = value.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    if (!digits.isEmpty() && !SHA256.matcher(digits).matches()) {
      throw config("trust.certificate", "is not 64 hexadecimal digits (SHA-256)");
    }
    return digits;
  }

  private static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }

  /** Never shows the password, nor the addresses, which may carry one. */
  @Override
  public String toString() {
    return "Settings[" + pictureKey() + "]";
  }
}
