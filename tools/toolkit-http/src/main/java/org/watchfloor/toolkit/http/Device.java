package org.watchfloor.toolkit.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
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
  private static final String KEY = "address";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  public static Device of(
      String address, String user, String password, String certificate, int silenceSeconds)
      throws SourceException {
    Values.signIn(user, password);
    if (silenceSeconds < 10 || silenceSeconds > 600) {
      throw Values.config("silence.seconds", silenceSeconds + " is not within 10 to 600");
    }
    String fingerprint = Values.fingerprint(certificate);
    Duration silence = Duration.ofSeconds(silenceSeconds);
    return new Device(root(address), user, password, fingerprint, silence);
  }

  private static URI root(String value) throws SourceException {
    URI address = Values.address(KEY, value);
    String path = address.getRawPath();
    if (!path.isEmpty() && !path.equals("/") || address.getRawQuery() != null) {
      throw Values.config(KEY, "must end after the host or its port");
    }
    return address;
  }

  /**
   * @param target path and query, beginning with a slash
   */
  public Target at(String target) {
    return new Target(KEY, address.resolve(target), true);
  }

  /** How it is asked; for a connection it has 10 s. */
  public Access access() {
    return new Access("device", List.of(address), user, password, fingerprint, CONNECT, silence);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Device[" + address.getHost() + "]";
  }
}
