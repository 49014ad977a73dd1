package org.watchfloor.core.api.runtime;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/** Takes a message that a vendor sent earlier through its source's decoder again. Thread-safe. */
@ProviderType
public interface Replays {
  /**
   * Decodes the message and hands its signals in, as if the vendor had sent it now. The same event
   * is kept once, however often it is replayed. Never blocks; completes exceptionally with a {@link
   * org.watchfloor.plugin.api.source.MalformedMessage} or a {@link DecoderUnavailable} only.
   */
  CompletionStage<List<Receipt>> replay(String sourceId, Message message);
}
