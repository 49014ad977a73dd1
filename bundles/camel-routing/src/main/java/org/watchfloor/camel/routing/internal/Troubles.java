package org.watchfloor.camel.routing.internal;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a peer cannot be spoken to; never an address with a secret in it. */
final class Troubles {
  static final String LATE = "it did not answer in time";
  private static final int MAX_WORDS = 200;

  private Troubles() {}

  static String words(@Nullable Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String known = known(cause);
      if (!known.isEmpty()) {
        return known;
      }
    }
    return thrown == null ? "for no known reason" : said(root(thrown));
  }

  private static String known(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "its name is not known";
    }
    if (cause instanceof SSLException) {
      return "TLS: " + said(root(cause));
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return "nothing answers there";
    }
    if (cause instanceof SocketTimeoutException) {
      return LATE;
    }
    return "";
  }

  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String said(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    String line = message.lines().findFirst().orElse("");
    return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
  }
}
