package org.watchfloor.camel.routing.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request until it is answered, once. Thread-safe. Nothing is ever thrown into the container,
 * whose log would show the path and with it the secret.
 */
final class HookRequest implements AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(HookRequest.class);

  /** Told once what the request was answered. */
  @FunctionalInterface
  interface Observer {
    void answered(Answer answer);
  }

  private final AsyncContext async;
  private final String sourceId;
  private final Budget budget;
  private final Observer observer;
  private final AtomicLong held = new AtomicLong();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile boolean closeConnection;

  HookRequest(AsyncContext async, String sourceId, Budget budget, Observer observer) {
    this.async = async;
    this.sourceId = sourceId;
    this.budget = budget;
    this.observer = observer;
  }

  /** Reserves memory for bytes of the body until the answer. */
  boolean hold(int bytes) {
    if (!budget.take(bytes)) {
      return false;
    }
    held.addAndGet(bytes);
    return true;
  }

  /** The rest of the body was not read, so that the connection cannot be used again. */
  void closeConnection() {
    closeConnection = true;
  }

  /**
   * Answers on a thread of the container: the caller may be the journal's, which a vendor must not
   * slow down.
   */
  void answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    release(answer);
    try {
      async.start(() -> write(answer));
    } catch (RuntimeException e) {
      write(answer);
    }
  }

  private void release(Answer answer) {
    budget.give(held.getAndSet(0));
    observer.answered(answer);
  }

  private void write(Answer answer) {
    try {
      HttpServletResponse response = (HttpServletResponse) async.getResponse();
      write(response, answer, closeConnection);
      async.complete();
    } catch (IOException | RuntimeException e) {
      LOG.debug("{}: the vendor went before it was answered: {}", sourceId, e.getClass());
      complete();
    }
  }

  static void write(HttpServletResponse response, Answer answer, boolean close) throws IOException {
    byte[] body = answer.bytes();
    response.setStatus(answer.status());
    if (answer.status() == 405) {
      response.setHeader("Allow", "POST");
    }
    if (answer.retryAfterSeconds() > 0) {
      response.setHeader("Retry-After", Integer.toString(answer.retryAfterSeconds()));
    }
    if (close) {
      response.setHeader("Connection", "close");
    }
    response.setHeader("Cache-Control", "no-store");
    if (!answer.contentType().isEmpty()) {
      response.setContentType(answer.contentType());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The vendor is gone; there is nobody to answer. */
  void gone() {
    if (answered.compareAndSet(false, true)) {
      release(Answer.unavailable(sourceId, "the connection broke before the message was whole"));
      complete();
    }
  }

  private void complete() {
    try {
      async.complete();
    } catch (RuntimeException e) {
      LOG.debug("{}: the request had ended already", sourceId);
    }
  }

  /** Answers right here: the container takes a timed-out request back when this returns. */
  @Override
  public void onTimeout(AsyncEvent event) {
    if (answered.compareAndSet(false, true)) {
      closeConnection = true;
      Answer late = Answer.unavailable(sourceId, "the message was not taken in time");
      release(late);
      write(late);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    gone();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
