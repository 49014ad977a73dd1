package org.watchfloor.toolkit.http;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.toolkit.multipart.MultipartReader;
import org.watchfloor.toolkit.multipart.Part;

/**
 * An answer of a device that is multipart and never ends. Thread-safe. Holds one thread of the
 * context from start to close; gives up, so that the platform connects anew, when the stream ends
 * or is silent for too long.
 */
public final class PartStream implements AutoCloseable {
  private final DeviceHttp http;
  private final Target target;
  private final SourceContext context;
  private final int maxBytes;
  private final Listener listener;
  private final AtomicLong parts = new AtomicLong();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile @Nullable Future<?> starting;
  private volatile boolean closed;

  /** Told of each part, on one thread. */
  @FunctionalInterface
  public interface Listener {
    /** May wait; nothing more is read meanwhile. */
    void part(Part part) throws InterruptedException;
  }

  /**
   * @param target path and query of the stream
   * @param maxBytes of a part; a larger one comes without its bytes
   */
  public PartStream(
      Device device, String target, SourceContext context, int maxBytes, Listener listener) {
    this.http = new DeviceHttp(device.access());
    this.target = device.at(target);
    this.context = context;
    this.maxBytes = maxBytes;
    this.listener = listener;
  }

  /** Connects; returns when the device has answered that the stream begins. */
  public void start() throws SourceException, InterruptedException {
    DeviceHttp.Exchange exchange = http.exchange(target);
    try {
      Future<?> opening =
          context
              .scheduler()
              .submit(
                  () -> {
                    exchange.open();
                    return exchange;
                  });
      starting = opening;
      if (closed) {
        opening.cancel(true);
      }
      opening.get();
      context.report(SourceStatus.online());
      context.scheduler().execute(() -> read(exchange));
    } catch (RejectedExecutionException | CancellationException e) {
      throw new SourceException(Kind.RETRY, "closed");
    } catch (InterruptedException e) {
      http.cancelAll();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SourceException known ? known : unexpected(e.getCause());
    }
  }

  /** How many came. */
  public long parts() {
    return parts.get();
  }

  /** Ends the stream; what waits in {@link Listener#part} is interrupted by the platform. */
  @Override
  public void close() {
    closed = true;
    http.close();
    Future<?> opening = starting;
    if (opening != null) {
      opening.cancel(true);
    }
  }

  private void read(DeviceHttp.Exchange exchange) {
    try (exchange) {
      MultipartReader reader =
          new MultipartReader(exchange.body(), exchange.contentType(), maxBytes);
      for (Part part = reader.next(); part != null && !closed; part = reader.next()) {
        parts.incrementAndGet();
        listener.part(part);
      }
      giveUp(new SourceException(Kind.RETRY, "address: the device has ended its stream"));
    } catch (IOException e) {
      giveUp(exchange.fault(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      giveUp(unexpected(e));
    }
  }

  private void giveUp(SourceException cause) {
    if (!closed && lost.compareAndSet(false, true)) {
      context.report(SourceStatus.offline(String.valueOf(cause.getMessage())));
      context.fail(cause);
    }
  }

  private static SourceException unexpected(@Nullable Throwable e) {
    return new SourceException(Kind.RETRY, "unexpected: " + e, e);
  }
}
