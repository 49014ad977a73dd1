package org.watchfloor.core.api.runtime;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * A decoder that runs in another process, which can end and be replaced while the decoder stays
 * open. While it is out of reach the platform gives it no message, and its source is not online.
 */
@ConsumerType
public interface RemoteDecoder extends Decoder {
  /**
   * Tells the listener at once how the process is, and then whenever that changes: ONLINE, or not,
   * with the reason in words. The listener is called by one thread at a time and must not block.
   *
   * @return ends the watch; idempotent
   */
  Watch watch(Consumer<SourceStatus> onStatus);

  /** A watch that can be ended. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
