package org.watchfloor.plugin.api.source;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the platform gives to one source. Thread-safe. Dead after {@link Source#close()}: calls are
 * dropped and counted.
 */
@ProviderType
public interface SourceContext {
  /**
   * {@code <plugin id>~<name>}, the name of the configuration; the name is 1 to 63 letters, digits,
   * {@code .}, {@code _}, {@code :} and {@code -}.
   */
  String sourceId();

  SignalSink sink();

  /** Says how the connection is now. Cheap; call it on every change. */
  void report(SourceStatus status);

  /** Gives up: the platform closes this source and treats the cause as if start had thrown it. */
  void fail(SourceException cause);

  /** The only way to get a thread. The platform shuts it down at close. */
  ScheduledExecutorService scheduler();

  /** Survives restart and plugin update: the bookmark of a feed that can be replayed. */
  StateStore state();

  Clock clock();

  /**
   * Opens a webhook for a source whose vendor also sends by itself: {@code POST /hooks/<source id>}
   * as for a decoder plugin, with its limits, acknowledgement and dead letters. Messages come to
   * the decoder one at a time, each within the deadline of any call, until the source is closed; it
   * may look up what a message refers to within that time. At most once, from {@link Source#start}.
   *
   * @throws SourceException of kind RETRY while the center has no transport, of kind CONFIG if the
   *     webhook cannot be opened as asked
   */
  default void receive(Inbound.Webhook way, Decoder decoder) throws SourceException {
    throw new SourceException(
        SourceException.Kind.CONFIG, "a webhook cannot be opened for this source here");
  }
}
