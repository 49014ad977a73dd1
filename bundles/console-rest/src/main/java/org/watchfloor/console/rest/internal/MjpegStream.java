package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Caller;
import org.watchfloor.plugin.api.media.Picture;

/**
 * One client's live pictures, {@code multipart/x-mixed-replace}. No thread waits for the client: of
 * the pictures that it is too slow for, the oldest are dropped. Thread-safe.
 */
final class MjpegStream implements Streams.Stream, WriteListener, AsyncListener {
  static final String CONTENT_TYPE = "multipart/x-mixed-replace; boundary=watchfloor-picture";

  private static final Logger LOG = LoggerFactory.getLogger(MjpegStream.class);

  /** One under way and one next: more would only make what a slow client sees older. */
  private static final int MAX_WAITING = 2;

  private static final String BOUNDARY = "--watchfloor-picture\r\n";

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Streams streams;
  private final Caller caller;
  private final BooleanSupplier fed;
  private final AtomicBoolean ended = new AtomicBoolean();

  // all below: guarded by this
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private boolean listening;
  private boolean unflushed;
  private @Nullable AutoCloseable watch;
  private boolean closed;

  /**
   * @param fed whether the video part is still the one that feeds the stream
   */
  MjpegStream(AsyncContext async, Streams streams, Caller caller, BooleanSupplier fed)
      throws IOException {
    this.async = async;
    this.streams = streams;
    this.caller = caller;
    this.fed = fed;
    async.getResponse().setContentType(CONTENT_TYPE);
    this.out = async.getResponse().getOutputStream();
  }

  /** Sends the headers and the first boundary, which makes a browser wait for a picture. */
  void begin() {
    synchronized (this) {
      waiting.add(BOUNDARY.getBytes(StandardCharsets.US_ASCII));
    }
    out.setWriteListener(this);
  }

  /** Gives the stream the handle that it closes at its end. */
  void feed(AutoCloseable opened) {
    synchronized (this) {
      if (!closed) {
        watch = opened;
        return;
      }
    }
    close(opened); // the client left, or the camera ended, while the handle was being made
  }

  /** Shows a picture as soon as the client can take it. Never blocks. */
  void show(Picture picture) {
    synchronized (this) {
      if (ended.get()) {
        return;
      }
      if (waiting.size() >= MAX_WAITING) {
        waiting.removeFirst();
      }
      waiting.add(part(picture));
      if (!listening) {
        return; // the server has not asked for the first bytes yet
      }
    }
    drain();
  }

  private static byte[] part(Picture picture) {
    byte[] jpeg = picture.toByteArray();
    String head =
        "Content-Type: image/jpeg\r\nContent-Length: "
            + jpeg.length
            + "\r\nX-Taken-At: "
            + picture.takenAt()
            + "\r\n\r\n";
    ByteArrayOutputStream part = new ByteArrayOutputStream(jpeg.length + 256);
    part.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    part.writeBytes(jpeg);
    // the next boundary at once: a browser shows a picture when it sees that it is whole
    part.writeBytes(("\r\n" + BOUNDARY).getBytes(StandardCharsets.US_ASCII));
    return part.toByteArray();
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      listening = true;
    }
    drain();
  }

  /** Writes what the client can take; the server calls back when it can take more. */
  private void drain() {
    try {
      synchronized (this) {
        while (!ended.get() && out.isReady()) {
          byte[] next = waiting.pollFirst();
          if (next != null) {
            unflushed = true;
            out.write(next);
          } else if (unflushed) {
            unflushed = false;
            out.flush();
          } else {
            return;
          }
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the client of a live picture left", e);
      end();
    }
  }

  @Override
  public boolean fed() {
    return fed.getAsBoolean();
  }

  @Override
  public void beat() {
    // the format has no sign of life; pictures are one
  }

  @Override
  public void end() {
    if (ended.compareAndSet(false, true)) {
      streams.run(this::close);
    }
  }

  private void close() {
    AutoCloseable open;
    synchronized (this) {
      closed = true;
      open = watch;
      watch = null;
      waiting.clear();
    }
    if (open != null) {
      close(open);
    }
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the server had completed the stream", e);
    }
    streams.ended(caller, this);
  }

  private static void close(AutoCloseable watch) {
    try {
      watch.close();
    } catch (Exception e) {
      LOG.warn("a live picture could not be closed", e);
    }
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("the client of a live picture left", cause);
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // begun once
  }
}
