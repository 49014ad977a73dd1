package org.watchfloor.plugin.simulator.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody who looks at a camera's stream. Thread-safe; closing ends a write that hangs. */
final class MjpegWatcher implements AutoCloseable {
  private static final String BOUNDARY = "picture";

  private final HttpExchange exchange;
  private final Supplier<byte[]> pictures;
  private final Consumer<MjpegWatcher> onEnd;
  private final AtomicReference<@Nullable Future<?>> timer = new AtomicReference<>();
  private volatile long writingSince;
  private volatile boolean closed;

  MjpegWatcher(HttpExchange exchange, Supplier<byte[]> pictures, Consumer<MjpegWatcher> onEnd) {
    this.exchange = exchange;
    this.pictures = pictures;
    this.onEnd = onEnd;
  }

  void begin() throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    try {
      exchange.sendResponseHeaders(200, 0);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** What calls {@link #send} again and again; cancelled at the end. */
  void every(Future<?> future) {
    timer.set(future);
    if (closed) {
      future.cancel(false);
    }
  }

  /** Sends one picture; false when nobody takes it any more. */
  boolean send() {
    if (closed) {
      return false;
    }
    try {
      byte[] jpeg = pictures.get();
      writingSince = System.nanoTime();
      OutputStream out = exchange.getResponseBody();
      out.write(
          ("--"
                  + BOUNDARY
                  + "\r\nContent-Type: image/jpeg\r\nContent-Length: "
                  + jpeg.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(jpeg);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      writingSince = 0;
      return true;
    } catch (IOException | RuntimeException e) {
      close(); // it has gone away: that is how watching ends
      return false;
    }
  }

  /** For how long a picture has been on its way; 0 when none is. */
  long stalledMillis() {
    long since = writingSince;
    return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  @Override
  public void close() {
    closed = true;
    Future<?> future = timer.get();
    if (future != null) {
      future.cancel(false);
    }
    exchange.close();
    onEnd.accept(this);
  }
}
