package org.watchfloor.testkit.core;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.cluster.Answerer;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;
import org.watchfloor.core.api.cluster.SharedMap;

/**
 * Several nodes in one test, all of which see what the test says at once: who leads, who works, who
 * owns what. Listeners are called on the test's thread. At first every node works, the first one
 * leads and owns everything. Thread-safe.
 */
public final class FakeCluster {
  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, byte[]> shared = new ConcurrentHashMap<>();
  private String leader;

  /** Makes nodes with these names. */
  public FakeCluster(String first, String... others) {
    leader = first;
    nodes.put(first, new Node(first));
    for (String name : others) {
      nodes.put(name, new Node(name));
    }
  }

  /** The cluster as one node sees it. */
  public Node node(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("there is no node " + name + " in " + nodes.keySet());
    }
    return node;
  }

  /** From now on this node leads; empty for none. */
  public void lead(String name) {
    synchronized (this) {
      leader = name;
    }
    changed();
  }

  /** From now on this node runs a source; empty for none. */
  public void own(String sourceId, String name) {
    synchronized (this) {
      owners.put(sourceId, name);
    }
    changed();
  }

  /** Whether a node is in the majority. */
  public void work(String name, boolean works) {
    node(name).works = works;
    changed();
  }

  private void changed() {
    nodes.values().forEach(Node::changed);
  }

  private synchronized String leader() {
    return leader;
  }

  private synchronized String ownerOf(String sourceId) {
    return owners.getOrDefault(sourceId, leader);
  }

  /** The cluster as one node sees it. */
  public final class Node implements Cluster {
    private final String name;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();
    private volatile boolean works = true;

    private Node(String name) {
      this.name = name;
    }

    private void changed() {
      listeners.forEach(Runnable::run);
    }

    /** How many listen for changes. */
    public int listeners() {
      return listeners.size();
    }

    @Override
    public String node() {
      return name;
    }

    @Override
    public List<ClusterMember> members() {
      List<ClusterMember> members = new ArrayList<>();
      for (Node node : nodes.values()) {
        boolean leads = node.name.equals(leader());
        members.add(new ClusterMember(node.name, "127.0.0.1:5701", node.works, leads, 0, 0, ""));
      }
      return members;
    }

    @Override
    public boolean leads() {
      return works && name.equals(leader());
    }

    @Override
    public boolean works() {
      return works;
    }

    @Override
    public boolean owns(String sourceId) {
      return works && name.equals(ownerOf(sourceId));
    }

    @Override
    public String owner(String sourceId) {
      return ownerOf(sourceId);
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
      listeners.add(listener);
      listener.run();
      return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<byte[]> ask(
        String node, String topic, byte[] question, Duration deadline) {
      Node other = nodes.get(node);
      Answerer answerer = other == null ? null : other.answerers.get(topic);
      if (other == null || !other.works || answerer == null) {
        return CompletableFuture.failedFuture(
            new IOException("node " + node + " does not answer " + topic));
      }
      try {
        return answerer
            .answer(question, deadline)
            .exceptionallyCompose(e -> CompletableFuture.failedFuture(new IOException(words(e))));
      } catch (Exception e) {
        return CompletableFuture.failedFuture(new IOException(words(e)));
      }
    }

    private String words(Throwable e) {
      Throwable cause = e.getCause();
      return String.valueOf(
          e instanceof java.util.concurrent.CompletionException && cause != null
              ? cause.getMessage()
              : e.getMessage());
    }

    @Override
    public AutoCloseable answer(String topic, Answerer answerer) {
      answerers.put(topic, answerer);
      return () -> answerers.remove(topic, answerer);
    }

    @Override
    public SharedMap shared(String map) {
      return new Shared(this, map + "/");
    }
  }

  private final class Shared implements SharedMap {
    private final Node node;
    private final String prefix;

    Shared(Node node, String prefix) {
      this.node = node;
      this.prefix = prefix;
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
      check();
      return Optional.ofNullable(shared.get(prefix + key)).map(byte[]::clone);
    }

    @Override
    public void put(String key, byte[] value) throws IOException {
      check();
      shared.put(prefix + key, value.clone());
    }

    @Override
    public void remove(String key) throws IOException {
      check();
      shared.remove(prefix + key);
    }

    private void check() throws IOException {
      if (!node.works) {
        throw new IOException("node " + node.name + " has no majority");
      }
    }
  }
}
