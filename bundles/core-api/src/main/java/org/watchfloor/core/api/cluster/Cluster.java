package org.watchfloor.core.api.cluster;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The nodes that are one center together. Thread-safe; calls are cheap. There is a service of this
 * type only where {@code etc/org.watchfloor.cluster.cfg} makes the center more than one node: who
 * finds none is alone and does everything.
 */
@ProviderType
public interface Cluster {
  /** Name of this node, unique in the cluster. */
  String node();

  /** All configured nodes, by name, the dead ones too. */
  List<ClusterMember> members();

  /**
   * Whether this node gives the positions, and so runs what must run once: the durable subscribers
   * and jobs that clean up.
   */
  boolean leads();

  /**
   * Whether this node belongs to a majority with a leader. One that does not owns no sources and
   * takes no signals; screens see what it knew.
   */
  boolean works();

  /** Whether this node is the one that runs a source. Never true on two nodes at a time. */
  boolean owns(String sourceId);

  /** Name of the node that runs a source; empty while none does. */
  String owner(String sourceId);

  /**
   * Calls back after any of the answers may have changed, one call at a time, on a thread of the
   * cluster: do little there. Called once right away. Close to stop.
   */
  AutoCloseable onChange(Runnable listener);
}
