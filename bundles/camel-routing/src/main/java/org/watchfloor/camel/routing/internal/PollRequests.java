package org.watchfloor.camel.routing.internal;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Makes the requests of one polled address, with its credentials and what it said last. */
final class PollRequests {
  private final Inbound.Poll inbound;
  private final Duration timeout;
  private volatile @Nullable String etag;
  private volatile @Nullable String lastModified;

  PollRequests(Inbound.Poll inbound, Duration timeout) throws SourceException {
    this.inbound = inbound;
    this.timeout = timeout;
    try {
      to(inbound.address());
    } catch (IllegalArgumentException e) {
      // the JDK's words may show a header's value
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "address or headers: cannot be sent as a request; a header's name or value is not allowed"
              + " in HTTP, or the address is incomplete");
    }
  }

  /** RFC 9110, sections 11.6.2 and 13.1. */
  HttpRequest to(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).GET().timeout(timeout).header("User-Agent", "Watchfloor");
    inbound.headers().forEach(request::setHeader);
    if (!inbound.login().isNone()) {
      String pair = inbound.login().user() + ":" + inbound.login().password();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    Optional.ofNullable(etag).ifPresent(tag -> request.setHeader("If-None-Match", tag));
    Optional.ofNullable(lastModified)
        .ifPresent(time -> request.setHeader("If-Modified-Since", time));
    return request.build();
  }

  /** What was answered is on disk: only what is newer is asked for from now on. */
  void settled(PollAnswer answer) {
    etag = answer.headers().firstValue("ETag").orElse(null);
    lastModified = answer.headers().firstValue("Last-Modified").orElse(null);
  }

  /** Reads bodies of 2xx only, within the limit. */
  HttpResponse.BodyHandler<PollAnswer> reader(BoundedBody.Hold hold) {
    return info -> {
      boolean wanted = info.statusCode() / 100 == 2;
      long length = info.headers().firstValueAsLong("Content-Length").orElse(0);
      HttpResponse.BodySubscriber<byte[]> body =
          wanted
              ? new BoundedBody(inbound.maxBytes(), length, hold)
              : HttpResponse.BodySubscribers.replacing(new byte[0]);
      return HttpResponse.BodySubscribers.mapping(
          body, bytes -> new PollAnswer(info.statusCode(), info.headers(), bytes));
    };
  }
}
