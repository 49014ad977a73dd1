package org.watchfloor.console.rest.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Problem;

/** What can be said of a request's body without waiting for it. */
final class Bodies {
  /** Read of a body that nobody asked for, if it is there already. */
  private static final int MAX_UNASKED_BYTES = 64 << 10;

  private Bodies() {}

  /**
   * Whether the route takes such a body.
   *
   * @throws Problem 415 for another type, 413 for a body that says it is larger
   */
  static void check(HttpServletRequest request, Input input) throws Problem {
    if (input.none()) {
      return;
    }
    String[] parts = contentType(request);
    long limit = input.limit(parts[0]);
    if (request.getContentLengthLong() > limit) {
      throw Problem.tooLarge(limit);
    }
    boolean fits = input.types().contains(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      fits &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!fits) {
      String files = input.fileTypes().isEmpty() ? "" : " or ";
      throw Problem.of(
              415,
              "Send Content-Type: "
                  + input.contentType()
                  + " in UTF-8"
                  + files
                  + String.join(" or ", input.fileTypes())
                  + ".")
          .header("Accept", String.join(", ", input.types()));
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(415, "Send the body without Content-Encoding.")
          .header("Accept-Encoding", "identity");
    }
  }

  /** The type of the request's body, in lower case without parameters; empty if it says none. */
  static String type(HttpServletRequest request) {
    return contentType(request)[0];
  }

  private static String[] contentType(HttpServletRequest request) {
    String given = request.getContentType() == null ? "" : request.getContentType();
    String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
    parts[0] = parts[0].strip();
    return parts;
  }

  /**
   * Throws away what has arrived of a body, so that the connection can carry the next request.
   * Never waits.
   *
   * @return whether more is to come, so that the connection must be closed
   */
  static boolean unread(HttpServletRequest request) {
    long declared = request.getContentLengthLong();
    if (declared == 0 || (declared < 0 && request.getHeader("Transfer-Encoding") == null)) {
      return false;
    }
    if (waits(request)) {
      return true;
    }
    try {
      ServletInputStream in = request.getInputStream();
      byte[] buffer = new byte[8 << 10];
      long drained = 0;
      while (drained < MAX_UNASKED_BYTES && in.available() > 0) {
        drained += in.read(buffer);
      }
      return drained != declared && !in.isFinished();
    } catch (IOException | RuntimeException e) {
      // what cannot be read cannot be told from the next request either
      return true;
    }
  }

  /** Whoever waits for 100 Continue has sent nothing yet, and must not be told to begin. */
  static boolean waits(HttpServletRequest request) {
    return request.getHeader("Expect") != null;
  }
}
