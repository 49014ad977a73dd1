package org.watchfloor.plugin.camera.mjpeg.internal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.toolkit.http.Access;
import org.watchfloor.toolkit.http.Values;

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
  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  static Settings of(CameraMjpegConfig config) throws SourceException {
    Optional<URI> snapshot = address("snapshot.url", config.snapshot_url());
    Optional<URI> stream = address("stream.url", config.stream_url());
    if (snapshot.isEmpty() && stream.isEmpty()) {
      throw config("snapshot.url", "is not set, and stream.url neither; one of them must be");
    }
    Values.signIn(config.user(), config._password());
    return new Settings(
        snapshot,
        stream,
        config.user(),
        config._password(),
        Duration.ofSeconds(within("timeout.seconds", config.timeout_seconds(), 1, 30)),
        Duration.ofSeconds(within("check.seconds", config.check_seconds(), 5, 3600)),
        within("max.bytes", config.max_bytes(), 1024, 64 << 20),
        Values.fingerprint(config.trust_certificate()));
  }

  /** Which key the picture of a check comes from. */
  String pictureKey() {
    return snapshot.isPresent() ? "snapshot.url" : "stream.url";
  }

  /** For a picture as a whole, connection and sign-in included: a slow drip is no picture. */
  Duration patience() {
    return timeout.multipliedBy(2);
  }

  /** How the camera is asked: no host but its own is shown the password. */
  Access access() {
    List<URI> own = Stream.concat(snapshot.stream(), stream.stream()).toList();
    return new Access("camera", own, user, password, fingerprint, timeout, timeout);
  }

  private static Optional<URI> address(String key, String value) throws SourceException {
    return value.isBlank() ? Optional.empty() : Optional.of(Values.address(key, value));
  }

  private static int within(String key, int value, int min, int max) throws SourceException {
    if (value < min || value > max) {
      throw config(key, value + " is not within " + min + " to " + max);
    }
    return value;
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
