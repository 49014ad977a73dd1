package org.watchfloor.core.isolation.wire;

import java.util.concurrent.CompletableFuture;
import org.watchfloor.core.api.json.JsonFault;

/**
 * What a side does with what the other one says. Called on the link's reading thread, which reads
 * nothing more until it is back: must not block.
 */
public interface LinkHandler {
  /**
   * The other side waits for an answer.
   *
   * @param id of the call, as a later {@code cancel} names it
   * @param answer to be completed, by any thread, with a frame or a {@link RemoteFault}
   * @throws JsonFault if the arguments are wrong; becomes a fault of the call
   */
  void called(String method, long id, Frame args, CompletableFuture<Frame> answer) throws JsonFault;

  /**
   * @throws JsonFault if it cannot be understood; ends the link
   */
  void told(String what, Frame args) throws JsonFault;

  /** Nothing comes any more. Called once. */
  void closed(String reason);
}
