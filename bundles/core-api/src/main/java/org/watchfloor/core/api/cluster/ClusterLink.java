package org.watchfloor.core.api.cluster;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one part sees it, where there may be none: for the bind and unbind methods of an
 * optional, dynamic reference. Thread-safe.
 */
public final class ClusterLink implements AutoCloseable {
  private final AtomicReference<@Nullable Cluster> cluster = new AtomicReference<>();
  private final Runnable onLead;
  private @Nullable AutoCloseable listening;
  private boolean led = true;

  /** For a part that only asks. */
  public ClusterLink() {
    this(() -> {});
  }

  /**
   * @param onLead told on a thread of the cluster when this node takes the lead over: little is to
   *     be done there. Not told by a node that is alone from its start
   */
  public ClusterLink(Runnable onLead) {
    this.onLead = onLead;
  }

  public void came(Cluster next) {
    cluster.set(next);
    // never called with this locked: it may call back with itself locked
    AutoCloseable opened = next.onChange(this::look);
    AutoCloseable before;
    synchronized (this) {
      before = listening;
      listening = opened;
    }
    close(before);
  }

  /** Does nothing if another one has come before this one went. */
  public void went(Cluster gone) {
    if (cluster.compareAndSet(gone, null)) {
      close();
      look();
    }
  }

  private void look() {
    boolean leads = leads();
    boolean gained;
    synchronized (this) {
      gained = leads && !led;
      led = leads;
    }
    if (gained) {
      onLead.run();
    }
  }

  /** Whether this node does what must be done once: it leads, or is alone. */
  public boolean leads() {
    Cluster now = cluster.get();
    return now == null || now.leads();
  }

  /** Empty where the center is one node. */
  public Optional<Cluster> cluster() {
    return Optional.ofNullable(cluster.get());
  }

  /** Name of the node that leads, where it is another one than this; empty otherwise. */
  public Optional<String> leader() {
    Cluster now = cluster.get();
    return now == null || now.leads()
        ? Optional.empty()
        : now.members().stream().filter(ClusterMember::leads).map(ClusterMember::name).findFirst();
  }

  /** Hears no more of the cluster. */
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
        throw new IllegalStateException("the cluster's listener could not be removed", e);
      }
    }
  }
}
