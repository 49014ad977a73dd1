package org.watchfloor.plugin.api.source;

import java.net.URI;
import java.time.Duration;

/** Argument checks of the ways in; every message names the field. */
final class InboundChecks {
  static final int USUAL_BYTES = 1 << 20;
  static final String LOOPBACK = "127.0.0.1";

  private InboundChecks() {}

  static void maxBytes(int maxBytes) {
    if (maxBytes < 1 || maxBytes > 64 << 20) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " is not within 1 to 64 MiB");
    }
  }

  static void port(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " is not within 1 to 65535");
    }
  }

  static void period(Duration period) {
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("period: " + period + " is not within 1 s to 24 h");
    }
  }

  static void notBlank(String field, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + ": is missing or blank");
    }
  }

  static void scheme(String field, URI uri, String plain, String secure) {
    if (!plain.equals(uri.getScheme()) && !secure.equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          field + ": begins with neither " + plain + ": nor " + secure + ":");
    }
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          field + ": needs a host, and no user name or password before it");
    }
  }
}
