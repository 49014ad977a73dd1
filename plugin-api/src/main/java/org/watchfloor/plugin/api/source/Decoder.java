package org.watchfloor.plugin.api.source;

import org.osgi.annotation.versioning.ConsumerType;

/** Turns one vendor's messages into signals. */
@ConsumerType
public interface Decoder {
  /**
   * One vendor message in; the signals it holds and what the vendor is to be answered out. Same
   * bytes, same signals. Called by one thread at a time. The answer goes out only when all its
   * signals are on disk.
   *
   * @throws MalformedMessage naming the field and the reason
   */
  Decoded decode(Message message) throws MalformedMessage;
}
