package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Body;
import org.watchfloor.console.rest.internal.http.Problem;

/**
 * Reads one body as it comes, without a thread that waits for it. A body that is refused is
 * answered at once; what still comes of it is thrown away for a while, because a client that is
 * sending when the connection is closed never sees why. Called by one thread at a time, as the
 * container promises.
 */
final class BodyReader implements ReadListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);

  /** Who waits for the body. */
  interface Taker {
    /** Answers with the whole body, and completes the request now or later. */
    void whole(Body body) throws IOException;

    /** Writes the refusal, closing the connection after it; does not complete the request. */
    void refused(Problem problem);
  }

  private final AsyncContext async;
  private final ServletInputStream in;
  private final Patience patience;
  private final long maxBytes;
  private final @Nullable Taker taker;
  private final Kept kept;
  private long began = System.nanoTime();
  private long millis;
  private long drained;
  private boolean lingering;
  private boolean ended;

  private BodyReader(
      AsyncContext async, Patience patience, long maxBytes, Kept kept, @Nullable Taker taker)
      throws IOException {
    this.async = async;
    this.in = async.getRequest().getInputStream();
    this.patience = patience;
    this.maxBytes = maxBytes;
    this.kept = kept;
    this.taker = taker;
    this.lingering = taker == null;
    this.millis = lingering ? patience.lingerMillis() : patience.bodyMillis();
  }

  /**
   * @param kept where it is kept until the taker has answered
   * @param taker is given a body within the limits, or why there is none
   */
  static void keep(AsyncContext async, Patience patience, long maxBytes, Kept kept, Taker taker)
      throws IOException {
    begin(new BodyReader(async, patience, maxBytes, kept, taker));
  }

  /** Throws away what still comes of a request that is answered, and then completes it. */
  static void linger(AsyncContext async, Patience patience) throws IOException {
    begin(new BodyReader(async, patience, 0, new KeptInMemory(), null));
  }

  private static void begin(BodyReader reader) {
    reader.async.setTimeout(reader.millis);
    reader.async.addListener(reader);
    reader.in.setReadListener(reader);
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] buffer = new byte[8 << 10];
    while (!ended && in.isReady()) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      // the container's timeout may begin anew with every byte; this one does not
      if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(millis)) {
        late();
      } else if (lingering) {
        drain(n);
      } else {
        keep(buffer, n);
      }
    }
  }

  private void keep(byte[] buffer, int n) {
    if ((long) kept.size() + n > maxBytes) {
      refuse(Problem.tooLarge(maxBytes));
    } else if (!patience.memory().tryAcquire(n)) {
      refuse(
          Problem.of(503, "The center reads too many bodies at once; try again.")
              .header("Retry-After", "1"));
    } else {
      add(buffer, n);
    }
  }

  private void add(byte[] buffer, int n) {
    int before = kept.size();
    try {
      kept.add(buffer, n);
    } catch (IOException e) {
      LOG.warn("a body could not be kept", e);
      patience.memory().release(n - (kept.size() - before));
      refuse(
          Problem.of(503, "The body cannot be written to disk now; the center's log says why.")
              .header("Retry-After", "5"));
    }
  }

  private void drain(int n) {
    drained += n;
    if (drained > patience.lingerBytes()) {
      end();
    }
  }

  private void refuse(Problem problem) {
    release();
    lingering = true;
    began = System.nanoTime();
    millis = patience.lingerMillis();
    async.setTimeout(millis);
    tell(problem);
  }

  private void tell(Problem problem) {
    if (taker != null) {
      taker.refused(problem);
    }
  }

  @Override
  public void onAllDataRead() {
    if (ended) {
      return;
    }
    if (lingering || taker == null) {
      end();
      return;
    }
    ended = true;
    async.setTimeout(0); // whoever answers keeps the time from here on
    try {
      taker.whole(kept.whole());
    } catch (IOException e) {
      LOG.debug("an answer was cut off: {}", e.toString());
      complete();
    } finally {
      release();
    }
  }

  private void late() {
    if (!ended && !lingering) {
      tell(Problem.of(408, "The body did not arrive within " + millis / 1000 + " s."));
    }
    end();
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("a body broke off: {}", cause.toString());
    if (cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException) {
      late();
      return;
    }
    if (!ended && !lingering) {
      tell(Problem.of(400, "The body is not whole, or not framed as HTTP wants it."));
    }
    broken();
  }

  /** Ends also what is being answered: nobody is left who would get it. */
  private void broken() {
    ended = true;
    release();
    complete();
  }

  private void end() {
    if (!ended) {
      broken();
    }
  }

  private void release() {
    patience.memory().release(kept.size());
    kept.discard();
  }

  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the server had completed the request: {}", e.toString());
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    late();
  }

  @Override
  public void onError(AsyncEvent event) {
    broken();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
