package org.watchfloor.plugin.api.source;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Signal;

/** The way in. Never blocks the caller. */
@ProviderType
public interface SignalSink {
  /**
   * Completes once the signal is on disk, or with the reason why it is not; never completes
   * exceptionally. Acknowledge to the vendor only then.
   */
  CompletionStage<Receipt> submit(Signal signal);

  /**
   * Keeps content, so that a signal submitted afterwards may refer to it. Completes exceptionally
   * if it cannot be kept.
   */
  CompletionStage<MediaRef> keep(Media media);
}
