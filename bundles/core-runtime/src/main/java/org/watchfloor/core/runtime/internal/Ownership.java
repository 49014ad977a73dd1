package org.watchfloor.core.runtime.internal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;

/**
 * Which sources this node runs. It is alone only once the way in is here and no cluster is: a node
 * that starts must not open what another one runs before it knows of the others. Thread-safe.
 */
final class Ownership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private final BooleanSupplier isClusterThere;
  private volatile Runnable onChange = () -> {};
  private volatile @Nullable Cluster cluster;
  private volatile boolean alone;
  private @Nullable AutoCloseable listening;

  private Ownership(BooleanSupplier isClusterThere, boolean alone) {
    this.isClusterThere = isClusterThere;
    this.alone = alone;
  }

  /** Of a platform that no other node knows of. */
  static Ownership alone() {
    return new Ownership(() -> false, true);
  }

  /**
   * Not known at first.
   *
   * @param isClusterThere whether there is a service that says who runs what, which may not have
   *     been bound yet
   */
  static Ownership unknown(BooleanSupplier isClusterThere) {
    return new Ownership(isClusterThere, false);
  }

  /** Calls back after an answer may have changed, on any thread. */
  void onChange(Runnable listener) {
    onChange = listener;
  }

  void came(Cluster next) {
    cluster = next;
    alone = false;
    AutoCloseable opened = next.onChange(() -> onChange.run());
    AutoCloseable before;
    synchronized (this) {
      before = listening;
      listening = opened;
    }
    close(before);
  }

  /** It is not alone then: others may run what they did. */
  void went(Cluster gone) {
    if (cluster == gone) {
      cluster = null;
      close();
      onChange.run();
    }
  }

  /** The node can take signals. */
  void ingestCame() {
    if (cluster == null && !alone && !isClusterThere.getAsBoolean()) {
      alone = true;
      onChange.run();
    }
  }

  Stand of(String sourceId) {
    Cluster now = cluster;
    if (now == null) {
      return alone ? Stand.HERE : Stand.UNKNOWN;
    }
    if (!now.works()) {
      return Stand.CUT_OFF;
    }
    if (now.owns(sourceId)) {
      return Stand.HERE;
    }
    String owner = now.owner(sourceId);
    return owner.isEmpty() || owner.equals(now.node()) ? Stand.NOWHERE : Stand.on(owner);
  }

  /** Null where the node is alone, or does not know yet. */
  @Nullable Cluster cluster() {
    return cluster;
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
        LOG.warn("the cluster's listener could not be removed", e);
      }
    }
  }
}
