package org.watchfloor.camel.routing.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Whether a redirect is followed: credentials go to the host that they are for and no other. */
final class Redirects {
  private Redirects() {}

  /** The address to go on at; empty if it must not be followed. */
  static Optional<URI> follow(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean same = to.getHost() != null && lower(to.getHost()).equals(lower(from.getHost()));
    return same && to.getUserInfo() == null && samePort(from, to)
        ? Optional.of(to)
        : Optional.empty();
  }

  /** The same service, or the usual way from HTTP to HTTPS, and never back. */
  private static boolean samePort(URI from, URI to) {
    String before = lower(from.getScheme());
    String after = lower(String.valueOf(to.getScheme()));
    if (before.equals(after)) {
      return port(from) == port(to);
    }
    return before.equals("http") && after.equals("https") && port(from) == 80 && port(to) == 443;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return lower(String.valueOf(uri.getScheme())).equals("https") ? 443 : 80;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
