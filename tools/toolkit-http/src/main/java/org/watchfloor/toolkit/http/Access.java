package org.watchfloor.toolkit.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Whom {@link DeviceHttp} asks, and how it proves who it is. Immutable.
 *
 * @param noun what messages call it: {@code device}, {@code camera}
 * @param hosts addresses, of any path, whose hosts may be shown the password; no others are
 * @param user empty for one without sign-in
 * @param fingerprint SHA-256 of its certificate, 64 lower-case hexadecimal digits; empty to trust
 *     what Java trusts
 * @param connect for how long a connection is awaited
 * @param silence after so long without a byte a connection counts as lost
 */
public record Access(
    String noun,
    List<URI> hosts,
    String user,
    String password,
    String fingerprint,
    Duration connect,
    Duration silence) {
  public Access {
    hosts = List.copyOf(hosts);
  }

  /** Never shows the password, nor the addresses, which may carry one. */
  @Override
  public String toString() {
    return "Access[" + noun + "]";
  }
}
