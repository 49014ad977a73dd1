package org.watchfloor.core.api.runtime;

import org.osgi.annotation.versioning.ConsumerType;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * A plugin's decoder behind its gate: one call at a time, with a deadline, with the plugin's class
 * loader. Also keeps the media that the message held.
 */
@ConsumerType
@FunctionalInterface
public interface GuardedDecoder {
  /**
   * Blocks for the decoder's deadline at most.
   *
   * @throws MalformedMessage if the message breaks its format; counted by the platform
   * @throws DecoderUnavailable if the gate is shut, the decoder hung or it threw something else:
   *     the vendor must send again
   */
  Decoded decode(Message message) throws MalformedMessage, DecoderUnavailable;

  /**
   * Said by the transport once so many signals of a message are on disk, for the source's counters.
   */
  default void onDisk(int signals) {}

  /**
   * Said by the transport for messages that never came to the decoder and never will, because they
   * were too large or nobody could take them, for the source's counters.
   */
  default void refused(int messages) {}

  /**
   * How the transport's connection is, for the state of the source. Webhooks never say; a transport
   * that must connect first says OFFLINE until it has.
   */
  default void report(SourceStatus status) {}

  /**
   * The transport gives up: the platform closes the source and treats the cause as if opening it
   * had failed.
   */
  default void fail(SourceException cause) {}
}
