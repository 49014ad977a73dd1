package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;

/** Nodes with logs in memory, speaking over a network of the test or over Hazelcast. */
final class TestCluster implements AutoCloseable {
  static final int FAILURE_MILLIS = 300;
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  interface Network {
    Transport join(Settings settings, Transport.Handler handler);
  }

  final Map<String, FakeLog> logs = new LinkedHashMap<>();
  final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
  private final List<NodeAddress> members = new ArrayList<>();
  private final Path directory;
  private final Network network;
  private final String prefer;
  int failureMillis = FAILURE_MILLIS;

  TestCluster(Path directory, Network network, String prefer, int... ports) {
    this.directory = directory;
    this.network = network;
    this.prefer = prefer;
    for (int i = 0; i < ports.length; i++) {
      String name = String.valueOf((char) ('a' + i));
      members.add(new NodeAddress(name, "127.0.0.1", ports[i]));
      logs.put(name, new FakeLog());
    }
  }

  Settings settings(String name) {
    return new Settings(
        name, members, "127.0.0.1", new Settings.Secret(SECRET), failureMillis, 2, prefer);
  }

  ClusterNode start(String name) {
    Settings settings = settings(name);
    try {
      ClusterNode node =
          new ClusterNode(
              settings,
              logs.get(name),
              directory.resolve(name),
              term -> draft("led by " + name + " in " + term, ""),
              handler -> network.join(settings, handler));
      nodes.put(name, node);
      return node;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  void startAll() {
    logs.keySet().forEach(this::start);
  }

  /** As kill -9: no farewell, and what waits for the disk is lost. */
  void kill(String name) {
    nodes.remove(name).end();
    logs.get(name).powerCut();
  }

  /** As a clean stop. */
  void stop(String name) {
    nodes.remove(name).close();
  }

  static Draft draft(String text, String key) {
    return new Draft(EntryType.CHANGE, "s", key, text.getBytes(StandardCharsets.UTF_8));
  }

  List<ClusterNode> leaders() {
    return nodes.values().stream().filter(node -> node.cluster().leads()).toList();
  }

  ClusterNode awaitLeader() {
    await("one leads", () -> leaders().size() == 1);
    return leaders().get(0);
  }

  ClusterNode follower() {
    return nodes.values().stream()
        .filter(node -> !node.cluster().leads())
        .findFirst()
        .orElseThrow();
  }

  static void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("not within 20 s: " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    nodes.values().forEach(ClusterNode::end);
    logs.values().forEach(FakeLog::close);
  }
}
