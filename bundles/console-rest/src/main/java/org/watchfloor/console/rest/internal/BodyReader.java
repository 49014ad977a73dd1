package org.watchfloor.console.rest.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

  /** The same of a body that nobody asked for, or whose sender is not known. */
  private static final long MAX_UNASKED_BYTES = 64 << 10;

  private BodyReader() {}

  /**
   * @throws Problem 415 for another type, 413 for a body that says it is larger, or is
   */
  static byte[] read(HttpServletRequest request, Input input) throws IOException, Problem {
    if (input.none()) {
      drain(request.getInputStream(), MAX_UNASKED_BYTES);
      return new byte[0];
    }
    if (request.getContentLengthLong() > input.maxBytes()) {
      drain(request.getInputStream(), MAX_DRAIN_BYTES);
      throw Problem.tooLarge(input.maxBytes());
    }
    checkType(request, input);
    InputStream in = request.getInputStream();
    byte[] body = in.readNBytes(input.maxBytes() + 1);
    if (body.length > input.maxBytes()) {
      drain(in, MAX_DRAIN_BYTES);
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

  /**
   * Reads what is left of a refused request, so that the connection can carry the next one; says
   * that it will be closed where there is too much of it.
   */
  static void leave(HttpServletRequest request, HttpServletResponse response) {
    try {
      // who waits for 100 Continue has sent nothing yet, and must not be told to begin
      if (request.getHeader("Expect") == null
          && drain(request.getInputStream(), MAX_UNASKED_BYTES)) {
        return;
      }
    } catch (IOException e) {
      // the client left; the answer is for nobody
    }
    response.setHeader("Connection", "close");
  }

  /** Whether the end was reached. */
  private static boolean drain(InputStream in, long maxBytes) throws IOException {
    byte[] buffer = new byte[8192];
    for (long drained = 0; drained < maxBytes; ) {
      int n = in.read(buffer);
      if (n < 0) {
        return true;
      }
      drained += n;
    }
    return false;
  }
}
