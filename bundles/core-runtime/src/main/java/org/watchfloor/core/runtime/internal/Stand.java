package org.watchfloor.core.runtime.internal;

import java.util.List;
import org.watchfloor.plugin.api.source.Inbound;

/**
 * What this node may do for one source.
 *
 * @param runs whether it runs it: connects to its device, polls, listens
 * @param takes whether it takes what comes by ways in that every node may have, webhooks
 * @param node that runs it; empty for this one and for none
 * @param reason in words why it does not run it; empty where it does
 */
record Stand(boolean runs, boolean takes, String node, String reason) {
  /** Alone, or the one that runs it. */
  static final Stand HERE = new Stand(true, true, "", "");

  /** Not yet known whether there are other nodes. */
  static final Stand UNKNOWN =
      new Stand(false, false, "", "waits until the center can take signals (core-ingest)");

  /** No other node can know what this one does. */
  static final Stand CUT_OFF =
      new Stand(
          false,
          false,
          "",
          "this node is not with the majority of the nodes, and runs nothing: see rtcc:cluster-list");

  static final Stand NOWHERE = new Stand(false, true, "", "no node runs it yet");

  static Stand on(String node) {
    return new Stand(false, true, node, "runs on node " + node);
  }

  /** Those of its ways in that are open here. */
  List<Inbound> ways(List<Inbound> all) {
    return runs ? all : all.stream().filter(Inbound.Webhook.class::isInstance).toList();
  }
}
