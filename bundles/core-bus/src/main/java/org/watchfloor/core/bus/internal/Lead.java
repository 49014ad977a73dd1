package org.watchfloor.core.bus.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;

/**
 * Whether durable subscribers are delivered to on this node: where it leads the cluster, or is
 * alone. Thread-safe.
 */
final class Lead implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lead.class);

  private volatile @Nullable Cluster cluster;
  private @Nullable AutoCloseable listening;
  private long changes;
  private volatile long losses;

  void came(Cluster next) {
    cluster = next;
    // the cluster is never called with this locked: it may call back with itself locked
    AutoCloseable opened = next.onChange(this::changed);
    AutoCloseable before;
    synchronized (this) {
      before = listening;
      listening = opened;
    }
    close(before);
  }

  void went(Cluster gone) {
    if (cluster == gone) {
      cluster = null;
      close();
      changed();
    }
  }

  private void changed() {
    boolean ours = isOurs();
    synchronized (this) {
      changes++;
      if (!ours) {
        losses++;
      }
      notifyAll();
    }
  }

  /** Whether this node delivers now. */
  boolean isOurs() {
    Cluster now = cluster;
    return now == null || now.leads();
  }

  /** Grows when the lead is lost, and maybe while it is not there. */
  long losses() {
    return losses;
  }

  /** Why nothing is delivered here, in words; empty where it is. */
  String waits() {
    Cluster now = cluster;
    if (now == null || now.leads()) {
      return "";
    }
    if (!now.works()) {
      return "waits: this node is not with the majority";
    }
    return now.members().stream()
        .filter(ClusterMember::leads)
        .findFirst()
        .map(member -> "runs on node " + member.name())
        .orElse("waits: no node leads now");
  }

  /** For {@link #await}. */
  synchronized long changes() {
    return changes;
  }

  /** Waits until something changes after a number of changes, at most so long. */
  synchronized void await(long seen, long millis) throws InterruptedException {
    if (changes == seen) {
      wait(millis);
    }
  }

  /** Wakes all who wait. */
  synchronized void wake() {
    changes++;
    notifyAll();
  }

  @Override
  public void close() {
    AutoCloseable open;
    synchronized (this) {
      open = listening;
      listening = null;
    }
    close(open);
  }

  private static void close(@Nullable AutoCloseable listener) {
    if (listener != null) {
      try {
        listener.close();
      } catch (Exception e) {
        LOG.warn("The cluster's listener could not be removed", e);
      }
    }
  }
}
