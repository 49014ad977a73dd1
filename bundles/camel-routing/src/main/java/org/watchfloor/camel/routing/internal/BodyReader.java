package org.watchfloor.camel.routing.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body without blocking a thread and without keeping more than the limit. The rest of a
 * refused body is read and thrown away, up to a limit of its own, because most clients look at an
 * answer only when they have sent everything. Called by one thread at a time.
 */
final class BodyReader implements ReadListener {
  /** Bytes of a refused body that are thrown away before the connection is closed instead. */
  static final long MAX_DRAINED = 16L << 20;

  private final HookRequest request;
  private final ServletInputStream in;
  private final String sourceId;
  private final int maxBytes;
  private final Consumer<byte[]> onWhole;
  private final byte[] buffer = new byte[8 << 10];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private @Nullable Answer refusal;
  private long drained;
  private boolean done;

  private BodyReader(
      HookRequest request,
      ServletInputStream in,
      String sourceId,
      int maxBytes,
      @Nullable Answer refusal,
      Consumer<byte[]> onWhole) {
    this.request = request;
    this.in = in;
    this.sourceId = sourceId;
    this.maxBytes = maxBytes;
    this.refusal = refusal;
    this.onWhole = onWhole;
  }

  /**
   * @param onWhole is given a body within the hook's limit; otherwise the request is answered
   */
  static BodyReader keeping(
      HookRequest request, ServletInputStream in, Hook hook, Consumer<byte[]> onWhole) {
    return new BodyReader(request, in, hook.sourceId(), hook.maxBytes(), null, onWhole);
  }

  /** Throws the body away and then answers. */
  static BodyReader draining(HookRequest request, ServletInputStream in, Answer refusal) {
    return new BodyReader(request, in, "", 0, refusal, body -> {});
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!done && in.isReady()) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      if (refusal == null) {
        keep(n);
      }
      if (refusal != null) {
        drain(n);
      }
    }
  }

  private void keep(int n) {
    if (kept.size() + n > maxBytes) {
      refuse(Answer.tooLarge(sourceId, maxBytes));
    } else if (!request.hold(n)) {
      refuse(overloaded(sourceId));
    } else {
      kept.write(buffer, 0, n);
    }
  }

  static Answer overloaded(String sourceId) {
    return Answer.overloaded(sourceId, "the center holds too many messages at once");
  }

  private void refuse(Answer answer) {
    refusal = answer;
    kept.reset();
  }

  private void drain(int n) {
    drained += n;
    if (drained > MAX_DRAINED && refusal != null) {
      done = true;
      request.closeConnection();
      request.answer(refusal);
    }
  }

  @Override
  public void onAllDataRead() {
    if (done) {
      return;
    }
    done = true;
    if (refusal != null) {
      request.answer(refusal);
    } else {
      onWhole.accept(kept.toByteArray());
    }
  }

  @Override
  public void onError(Throwable cause) {
    done = true;
    request.gone();
  }
}
