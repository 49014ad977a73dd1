package org.watchfloor.camel.routing.internal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Asks one address, hands in what is new, waits, asks again. One request at a time; on threads of
 * the client and of the timer.
 */
final class Poller implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long MOST_PAUSE_MILLIS = 60_000;

  /** A vendor's Retry-After is obeyed up to this. */
  private static final long MOST_ASKED_SECONDS = 3_600;

  private final Inbound.Poll inbound;
  private final HttpClient client;
  private final Intake intake;
  private final LinkState link;
  private final Workshop workshop;
  private final PollRequests requests;
  private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
  private byte[] settledHash = new byte[0];
  private volatile boolean closed;
  private volatile @Nullable Future<?> next;
  private volatile @Nullable CompletableFuture<?> asking;

  Poller(Inbound.Poll inbound, HttpClient client, Intake intake, LinkState link, Workshop workshop)
      throws SourceException {
    this.inbound = inbound;
    this.client = client;
    this.intake = intake;
    this.link = link;
    this.workshop = workshop;
    try {
      this.requests = new PollRequests(inbound, Duration.ofMillis(workshop.config().timeout_ms()));
    } catch (SourceException e) {
      intake.close();
      throw e;
    }
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
          workshop.timer().schedule(() -> ask(inbound.address(), 0), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      closed = true;
    }
  }

  private void ask(URI address, int redirects) {
    if (closed) {
      return;
    }
    AtomicLong held = new AtomicLong();
    CompletableFuture<HttpResponse<PollAnswer>> answer =
        client.sendAsync(requests.to(address), requests.reader(bytes -> hold(bytes, held)));
    asking = answer;
    // the request's own time limit ends with the headers
    Future<?> deadline =
        workshop
            .timer()
            .schedule(
                () -> answer.cancel(true), workshop.config().timeout_ms(), TimeUnit.MILLISECONDS);
    answer.whenComplete(
        (response, e) -> {
          deadline.cancel(false);
          if (response == null) {
            workshop.budget().give(held.get());
            failed(e);
          } else {
            answered(address, redirects, response.body(), held.get());
          }
        });
  }

  private boolean hold(int bytes, AtomicLong held) {
    if (!workshop.budget().take(bytes)) {
      return false;
    }
    held.addAndGet(bytes);
    return true;
  }

  private void failed(Throwable thrown) {
    Throwable cause = Troubles.root(thrown);
    if (cause instanceof BoundedBody.TooLarge) {
      intake.refuse(413, "the answer " + cause.getMessage());
      link.degraded("the answer " + cause.getMessage());
      again(inbound.period().toMillis());
    } else {
      later("cannot be asked: " + Troubles.words(thrown), 0);
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

  private void answered(URI address, int redirects, PollAnswer answer, long held) {
    int status = answer.status();
    if (status / 100 == 2) {
      took(answer, held);
      return;
    }
    workshop.budget().give(held);
    if (status == 304) {
      online();
    } else if (status == 401 || status == 403) {
      link.fail(
          new SourceException(
              SourceException.Kind.AUTH,
              server() + " answers " + status + ": the user, the password or a header is wrong"));
    } else if (status / 100 == 3) {
      redirected(address, redirects, answer.headers());
    } else {
      later("answers " + status, retryAfter(answer.headers()));
    }
  }

  private void redirected(URI address, int redirects, HttpHeaders headers) {
    Optional<URI> to =
        headers.firstValue("Location").flatMap(place -> Redirects.follow(address, place));
    if (to.isEmpty() || redirects >= MAX_REDIRECTS) {
      later("redirects to another server, or in a circle; it is not followed", 0);
    } else {
      ask(to.get(), redirects + 1);
    }
  }

  private static long retryAfter(HttpHeaders headers) {
    String text = headers.firstValue("Retry-After").orElse("").trim();
    return text.matches("\\d{1,6}")
        ? Math.min(MOST_ASKED_SECONDS, Long.parseLong(text)) * 1_000
        : 0;
  }

  private void online() {
    backoff.reset();
    link.online();
    again(inbound.period().toMillis());
  }

  private void took(PollAnswer answer, long held) {
    String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
    // the same bytes again hold nothing new, and a broken answer need not be kept each time
    if (answer.body().length == 0 || Arrays.equals(hash(answer), settledHash)) {
      workshop.budget().give(held);
      online();
    } else if (!encoding.equalsIgnoreCase("identity")) {
      workshop.budget().give(held);
      later("answers compressed as " + encoding.toLowerCase(Locale.ROOT) + ", unasked", 0);
    } else {
      link.online();
      intake.take(message(answer)).whenComplete((settled, e) -> settled(answer, held, e));
    }
  }

  private void settled(PollAnswer answer, long held, @Nullable Throwable e) {
    workshop.budget().give(held);
    if (e == null) {
      settledHash = hash(answer);
      requests.settled(answer);
      online();
    }
  }

  private static byte[] hash(PollAnswer answer) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(answer.body());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Message message(PollAnswer answer) {
    Map<String, String> headers = new HashMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("set-cookie") && !values.isEmpty()) {
                headers.put(name, values.get(0));
              }
            });
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return new Message(answer.body(), type, headers, workshop.clock().instant());
  }

  @Override
  public void close() {
    closed = true;
    link.close();
    cancel(next);
    cancel(asking);
    intake.close();
  }

  private static void cancel(@Nullable Future<?> future) {
    if (future != null) {
      future.cancel(true);
    }
  }
}
