package org.watchfloor.core.api.ingest;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Validates, stamps, de-duplicates and journals signals. Thread-safe. */
@ProviderType
public interface Ingest {
  /**
   * Completes once the signal is on disk, or with the reason why it is not. Never blocks, never
   * completes exceptionally.
   *
   * @param sourceId of the source that hands it in; {@code api~<token name>} for the REST interface
   */
  CompletionStage<Receipt> submit(String sourceId, Signal signal);

  /** Counters since start. */
  IngestStat stat();
}
