package org.watchfloor.core.runtime.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * One way in of a source, as its transport sees it: the source's decoder, and how this way is
 * connected. Thread-safe.
 */
final class WayIn implements GuardedDecoder {
  private final GuardedDecoder decoder;
  private final Runnable onStatus;
  private final Consumer<SourceException> onFailure;
  private volatile SourceStatus status = SourceStatus.online();

  WayIn(GuardedDecoder decoder, Runnable onStatus, Consumer<SourceException> onFailure) {
    this.decoder = decoder;
    this.onStatus = onStatus;
    this.onFailure = onFailure;
  }

  /** The worst of some ways: a source that misses one of its feeds must not look well. */
  static SourceStatus worst(Iterable<WayIn> ways) {
    @Nullable SourceStatus worst = null;
    for (WayIn way : ways) {
      SourceStatus status = way.status;
      // the states stand in the order from good to bad
      if (worst == null || status.state().compareTo(worst.state()) > 0) {
        worst = status;
      }
    }
    return worst == null ? SourceStatus.online() : worst;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage, DecoderUnavailable {
    return decoder.decode(message);
  }

  @Override
  public void onDisk(int signals) {
    decoder.onDisk(signals);
  }

  @Override
  public void refused(int messages) {
    decoder.refused(messages);
  }

  @Override
  public void report(SourceStatus next) {
    status = next;
    onStatus.run();
  }

  @Override
  public void fail(SourceException cause) {
    onFailure.accept(cause);
  }
}
