package org.watchfloor.core.cluster.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Answerer;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;
import org.watchfloor.core.api.cluster.SharedMap;

/** The cluster as other parts of this node see it. Thread-safe. */
final class View implements Cluster, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(View.class);

  /** More sources than any center has; beyond that none is counted. */
  private static final int MAX_COUNTED = 10_000;

  private final Settings settings;
  private final Status status;
  private final Questions questions;
  private final SharedValues shared;
  private final Loop teller = new Loop("watchfloor-cluster-tell");
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Sources that anybody here asked for, so that they can be counted. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private volatile List<ClusterMember> members = List.of();
  private Status.Seen told;

  View(Settings settings, Status status, Questions questions, SharedValues shared) {
    this.settings = settings;
    this.status = status;
    this.questions = questions;
    this.shared = shared;
    this.told = status.seen();
    look(Map.of(), name -> "");
  }

  /** What a node is hindered by, in words. */
  interface Hindrances {
    String of(String node);
  }

  /**
   * Tells the listeners where something changed. For the loop.
   *
   * @param disks positions on the disks of the nodes that live
   */
  void look(Map<String, Long> disks, Hindrances hindrances) {
    List<ClusterMember> seen = new ArrayList<>();
    for (NodeAddress member : settings.members()) {
      String name = member.name();
      boolean self = name.equals(settings.node());
      boolean alive = self ? status.works() : disks.containsKey(name);
      boolean leads = alive && name.equals(status.leader()) && (!self || status.leads());
      int sources = (int) known.stream().filter(id -> status.owner(id).equals(name)).count();
      long written = disks.getOrDefault(name, 0L);
      String said = hindrances.of(name);
      seen.add(new ClusterMember(name, member.address(), alive, leads, written, sources, said));
    }
    members = List.copyOf(seen);
    tell();
  }

  private synchronized void tell() {
    Status.Seen now = status.seen();
    if (!now.equals(told)) {
      told = now;
      listeners.forEach(listener -> teller.execute(listener));
    }
  }

  @Override
  public String node() {
    return settings.node();
  }

  @Override
  public List<ClusterMember> members() {
    return members;
  }

  @Override
  public boolean leads() {
    return status.leads();
  }

  @Override
  public boolean works() {
    return status.works();
  }

  @Override
  public boolean owns(String sourceId) {
    return owner(sourceId).equals(settings.node());
  }

  @Override
  public String owner(String sourceId) {
    if (known.size() < MAX_COUNTED) {
      known.add(sourceId);
    }
    return status.owner(sourceId);
  }

  @Override
  public AutoCloseable onChange(Runnable listener) {
    // A fresh object, so that the same listener added twice is removed once by each handle.
    Runnable added = listener::run;
    listeners.add(added);
    teller.execute(added);
    return () -> listeners.remove(added);
  }

  @Override
  public CompletionStage<byte[]> ask(
      String node, String topic, byte[] question, Duration deadline) {
    return questions.ask(node, topic, question, deadline);
  }

  @Override
  public AutoCloseable answer(String topic, Answerer answerer) {
    return questions.answer(topic, answerer);
  }

  @Override
  public SharedMap shared(String name) {
    return shared.map(name);
  }

  /** Waits until the listeners have heard what was last told, for a second at most. */
  void flush() {
    java.util.concurrent.CountDownLatch heard = new java.util.concurrent.CountDownLatch(1);
    teller.execute(heard::countDown);
    try {
      if (!heard.await(1, java.util.concurrent.TimeUnit.SECONDS)) {
        LOG.warn("A listener of the cluster holds the others up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    teller.close();
  }
}
