package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Answer;

/** Writes answers, now or when they are there. That a client has left is no failure. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  static void deliver(Answer answer, HttpServletRequest request, HttpServletResponse response) {
    if (answer instanceof Answer.Ready ready) {
      send(ready, response);
    } else if (answer instanceof Answer.Later later) {
      AsyncContext async = request.startAsync();
      async.setTimeout(0); // whoever made the promise keeps the time
      deliver(later, async);
    }
  }

  static void deliver(Answer.Later later, AsyncContext async) {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    later
        .ready()
        .exceptionally(e -> Failures.answer(e, request.getMethod(), path(request)))
        .thenAcceptAsync(ready -> finish(ready, async), async::start)
        .whenComplete((done, e) -> noteLost(e));
  }

  private static void finish(Answer.Ready ready, AsyncContext async) {
    try {
      send(ready, (HttpServletResponse) async.getResponse());
    } finally {
      async.complete();
    }
  }

  static void send(Answer.Ready ready, HttpServletResponse response) {
    try {
      write(ready, response);
    } catch (IOException e) {
      LOG.debug("the client left before its answer: {}", e.toString());
    }
  }

  private static void noteLost(@Nullable Throwable e) {
    if (e != null) {
      LOG.debug("an answer could not be given: {}", e.toString());
    }
  }

  private static void write(Answer.Ready ready, HttpServletResponse response) throws IOException {
    response.setStatus(ready.status());
    ready.headers().forEach(response::setHeader);
    if (!ready.contentType().isEmpty()) {
      response.setContentType(ready.contentType());
    }
    if (ready.body().length > 0) {
      response.setContentLength(ready.body().length);
      response.getOutputStream().write(ready.body());
    }
  }

  static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** What every answer says to browsers; a handler may replace a header. */
  static void secure(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    // one year, RFC 6797
    response.setHeader("Strict-Transport-Security", "max-age=31536000");
  }

  /** Sends the answer off before the rest of a body is waited for. */
  static void flush(HttpServletResponse response) {
    try {
      response.flushBuffer();
    } catch (IOException e) {
      LOG.debug("the client left before its answer: {}", e.toString());
    }
  }
}
