package org.watchfloor.camel.routing.internal;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/** Asks one address, hands in what is new, waits, asks again; one request at a time. */
final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int MAX_REDIRECTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long MOST_PAUSE_MILLIS = 60_000;

  /** A vendor's Retry-After is obeyed up to this. */
  private static final long MOST_ASKED_SECONDS = 3_600;

  private final Inbound.Poll inbound;
  private final PollClient client;
  private final Intake intake;
  private final LinkState link;
  private final Workshop workshop;
  private final Executor threads;
  private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
  private byte[] settledHash = new byte[0];
  private volatile boolean closed;
  private volatile @Nullable Future<?> next;

  Poller(
      Inbound.Poll inbound,
      PollClient client,
      Intake intake,
      LinkState link,
      Workshop workshop,
      Executor threads) {
    this.inbound = inbound;
    this.client = client;
    this.intake = intake;
    this.link = link;
    this.workshop = workshop;
    this.threads = threads;
  }

  void start() {
    again(0);
  }

  private void again(long millis) {
    if (closed) {
      return;
    }
    try {
      next =
          workshop
              .timer()
              .schedule(() -> threads.execute(this::ask), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the transports are stopping", intake.sourceId());
    }
  }

  private void ask() {
    if (closed) {
      return;
    }
    AtomicInteger held = new AtomicInteger();
    // the whole of it: the socket's own limit begins anew with each byte
    Future<?> deadline =
        workshop
            .timer()
            .schedule(client::abort, workshop.config().timeout_ms(), TimeUnit.MILLISECONDS);
    try {
      PollAnswer answer = follow(inbound.address(), bytes -> hold(bytes, held));
      deadline.cancel(false);
      answered(answer, held.get());
    } catch (IOException | RuntimeException e) {
      boolean late = !deadline.cancel(false);
      workshop.budget().give(held.get());
      failed(e, late);
    }
  }

  private boolean hold(int bytes, AtomicInteger held) {
    if (!workshop.budget().take(bytes)) {
      return false;
    }
    held.addAndGet(bytes);
    return true;
  }

  private PollAnswer follow(URI address, java.util.function.IntPredicate room) throws IOException {
    URI at = address;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      PollAnswer answer = client.ask(at, room);
      if (answer.status() / 100 != 3 || answer.status() == 304) {
        return answer;
      }
      URI from = at;
      at =
          answer
              .header("Location")
              .flatMap(place -> Redirects.follow(from, place))
              .orElseThrow(
                  () ->
                      new PollFailure(false, "redirects to another server, which is not followed"));
    }
    throw new PollFailure(false, "redirects in a circle");
  }

  private void failed(Exception e, boolean late) {
    if (closed) {
      return;
    }
    if (e instanceof PollFailure failure && failure.isTooLarge()) {
      intake.refuse(413, server() + " " + e.getMessage());
      link.degraded(server() + " " + e.getMessage());
      again(inbound.period().toMillis());
    } else if (e instanceof PollFailure) {
      later(String.valueOf(e.getMessage()), 0);
    } else {
      later("cannot be asked: " + (late ? Troubles.LATE : Troubles.words(e)), 0);
    }
  }

  private void later(String reason, long atLeastMillis) {
    link.lost(server() + " " + reason);
    again(Math.max(atLeastMillis, backoff.next()));
  }

  /** Without the path and query, in which some vendors put a key. */
  private String server() {
    URI address = inbound.address();
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private void answered(PollAnswer answer, int held) {
    int status = answer.status();
    if (status / 100 == 2) {
      took(answer, held);
    } else if (status == 304) {
      online();
    } else if (status == 401 || status == 403) {
      link.fail(
          new SourceException(
              SourceException.Kind.AUTH,
              server() + " answers " + status + ": the user, the password or a header is wrong"));
    } else {
      later("answers " + status, retryAfter(answer.header("Retry-After")));
    }
  }

  private static long retryAfter(Optional<String> header) {
    String text = header.orElse("").trim();
    return text.matches("\\d{1,6}")
        ? Math.min(MOST_ASKED_SECONDS, Long.parseLong(text)) * 1_000
        : 0;
  }

  private void online() {
    backoff.reset();
    link.online();
    again(inbound.period().toMillis());
  }

  private void took(PollAnswer answer, int held) {
    // the same bytes again hold nothing new, and a broken answer need not be kept each time
    byte[] hash = hash(answer);
    if (answer.body().length == 0 || Arrays.equals(hash, settledHash)) {
      workshop.budget().give(held);
      online();
      return;
    }
    link.online();
    intake
        .take(message(answer))
        .whenComplete(
            (settled, e) -> {
              workshop.budget().give(held);
              if (e == null) {
                settledHash = hash;
                client.settled(answer);
                online();
              }
            });
  }

  private static byte[] hash(PollAnswer answer) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(answer.body());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Message message(PollAnswer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("Set-Cookie"));
    String type = answer.header("Content-Type").orElse("");
    return new Message(answer.body(), type, headers, workshop.clock().instant());
  }

  @Override
  public void close() {
    closed = true;
    link.close();
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
    client.abort();
    intake.close();
  }
}
