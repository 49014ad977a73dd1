package org.watchfloor.console.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Problem;

/** Reads the body that a route takes, and no more than that. */
final class BodyReader {
  /**
   * Of a body that is refused, so much is read and thrown away: a client that is still sending when
   * the connection is closed never sees why.
   */
  private static final long MAX_DRAIN_BYTES = 8 << 20;

  private BodyReader() {}

  /**
   * @throws Problem 415 for another type, 413 for a body that says it is larger, or is
   */
  static byte[] read(HttpServletRequest request, Input input) throws IOException, Problem {
    if (input.none()) {
      return new byte[0];
    }
    if (request.getContentLengthLong() > input.maxBytes()) {
      drain(request.getInputStream());
      throw Problem.tooLarge(input.maxBytes());
    }
    checkType(request, input);
    InputStream in = request.getInputStream();
    byte[] body = in.readNBytes(input.maxBytes() + 1);
    if (body.length > input.maxBytes()) {
      drain(in);
      throw Problem.tooLarge(input.maxBytes());
    }
    return body;
  }

  private static void checkType(HttpServletRequest request, Input input) throws Problem {
    String given = request.getContentType() == null ? "" : request.getContentType();
    String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
    boolean fits = parts[0].strip().equals(input.contentType());
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      fits &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    if (!fits) {
      throw Problem.of(415, "Send Content-Type: " + input.contentType() + " in UTF-8.")
          .header("Accept", input.contentType());
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(415, "Send the body without Content-Encoding.")
          .header("Accept-Encoding", "identity");
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    long drained = 0;
    while (drained < MAX_DRAIN_BYTES) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      drained += n;
    }
  }
}
