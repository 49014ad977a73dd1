package org.watchfloor.toolkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.toolkit.multipart.Part;

/**
 * Joins the parts of a device's stream: signals and the pictures behind them. A signal goes on with
 * its last picture, with the next part that is none, or after a second, for a signal is worth more
 * than its pictures. While the newest message breaks its format, the source is DEGRADED.
 * Thread-safe.
 */
public final class PictureJoiner implements PartStream.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(PictureJoiner.class);

  /** Pictures follow at once or never; a hit should be with people within two seconds. */
  private static final long PATIENCE_MILLIS = 1_000;

  private static final int MAX_PICTURES = 16;

  private final SourceContext context;
  private final Parser parser;
  private final Delivery delivery;
  private final AtomicLong malformed = new AtomicLong();
  private final List<Part> pictures = new ArrayList<>();
  private List<? extends Pictured> waiting = List.of();
  private boolean degraded;

  /** Reads parts that are no pictures. */
  @FunctionalInterface
  public interface Parser {
    /**
     * @return none for what is no signal
     */
    List<? extends Pictured> parse(Part part) throws MalformedMessage;
  }

  public PictureJoiner(SourceContext context, Parser parser, Delivery delivery) {
    this.context = context;
    this.parser = parser;
    this.delivery = delivery;
  }

  @Override
  public synchronized void part(Part part) throws InterruptedException {
    if (!part.contentType().startsWith("image/")) {
      deliver();
      read(part);
    } else if (!waiting.isEmpty() && pictures.size() < MAX_PICTURES) {
      pictures.add(part);
      if (pictures.size() >= waiting.get(0).pictures()) {
        deliver();
      }
    }
  }

  /** Messages that broke their format. */
  public long malformed() {
    return malformed.get();
  }

  private void read(Part part) throws InterruptedException {
    try {
      waiting = parser.parse(part);
    } catch (MalformedMessage e) {
      complain(String.valueOf(e.getMessage()));
      return;
    }
    if (waiting.isEmpty()) {
      return;
    }
    if (degraded) {
      degraded = false;
      context.report(SourceStatus.online());
    }
    if (waiting.get(0).pictures() == 0) {
      deliver();
    } else {
      goOnSoon(waiting);
    }
  }

  private void complain(String reason) {
    if (malformed.incrementAndGet() == 1) {
      LOG.warn("{} sent a message that breaks its format: {}", context.sourceId(), reason);
    }
    degraded = true;
    context.report(SourceStatus.degraded("the newest message breaks its format: " + reason));
  }

  private void goOnSoon(List<? extends Pictured> signals) {
    try {
      context.scheduler().schedule(() -> timedOut(signals), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed", context.sourceId());
    }
  }

  private synchronized void timedOut(List<? extends Pictured> signals) {
    try {
      if (waiting == signals) {
        deliver();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver() throws InterruptedException {
    List<? extends Pictured> signals = waiting;
    waiting = List.of();
    List<Part> parts = List.copyOf(pictures);
    pictures.clear();
    for (Pictured signal : signals) {
      List<Media> media = signal.media(parts);
      delivery.deliver(signal.with(media), media, signal.bare());
    }
  }
}
