package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

/**
 * Nodes that are killed, cut off, and whose messages get lost, by a seed, while all of them take
 * entries. What a receipt was given for is never lost and never changed, every log is the same, no
 * two lead, and no source is run by two.
 */
class RandomFaultsTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int STEPS = Integer.getInteger("watchfloor.cluster.steps", 6);

  @TempDir Path directory;

  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicReference<String> fault = new AtomicReference<>("");
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean ended;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingAcknowledgedIsLost(long seed) throws Exception {
    Random random = new Random(seed);
    try (MemoryNet net = new MemoryNet(seed);
        TestCluster cluster =
            new TestCluster(
                directory,
                (settings, handler) -> net.join(settings.node(), handler),
                "",
                1,
                2,
                3)) {
      cluster.startAll();
      cluster.awaitLeader();
      Map<String, ClusterNode> nodes = new ConcurrentHashMap<>(cluster.nodes);
      List<Thread> threads =
          List.of(
              thread(() -> write(nodes, "a")),
              thread(() -> write(nodes, "b")),
              thread(() -> write(nodes, "c")),
              thread(() -> watch(nodes)));
      for (int step = 0; step < STEPS; step++) {
        disturb(random, cluster, net, nodes);
      }
      net.lose(0);
      NAMES.forEach(name -> net.isolate(name, false));
      for (String name : NAMES) {
        if (!cluster.nodes.containsKey(name)) {
          nodes.put(name, cluster.start(name));
        }
      }
      TestCluster.await("one leads at the end", () -> cluster.leaders().size() == 1);
      TestCluster.await("enough is acknowledged", () -> acknowledged.size() > 100);
      ended = true;
      for (Thread thread : threads) {
        thread.join(20_000);
      }
      // Those who asked a node that was killed are never answered, all others are.
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (open.get() > 0 && System.nanoTime() - patience < 0) {
        pause();
      }
      ended = true;
      verify(cluster, Map.copyOf(acknowledged));
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void disturb(
      Random random, TestCluster cluster, MemoryNet net, Map<String, ClusterNode> nodes)
      throws InterruptedException {
    String name = NAMES.get(random.nextInt(3));
    switch (random.nextInt(4)) {
      case 0 -> {
        if (cluster.nodes.containsKey(name)) {
          nodes.remove(name);
          cluster.kill(name);
        } else {
          nodes.put(name, cluster.start(name));
        }
      }
      case 1 -> net.isolate(name, random.nextBoolean());
      case 2 -> net.lose(random.nextInt(3) * 0.05);
      default -> {
        if (cluster.nodes.containsKey(name)) {
          nodes.remove(name);
          cluster.stop(name);
          nodes.put(name, cluster.start(name));
        }
      }
    }
    TimeUnit.MILLISECONDS.sleep(TestCluster.FAILURE_MILLIS + random.nextInt(500));
  }

  private void write(Map<String, ClusterNode> nodes, String name) {
    AtomicInteger number = new AtomicInteger();
    while (!ended) {
      String text = name + number.incrementAndGet();
      ClusterNode node = nodes.get(name);
      if (node == null) {
        pause();
        continue;
      }
      open.incrementAndGet();
      node.journal()
          .append(TestCluster.draft(text, text))
          .thenAccept(appended -> answered(text, appended));
      pause();
    }
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
  }

  private void answered(String text, Appended appended) {
    open.decrementAndGet();
    if (appended.outcome() == Outcome.WRITTEN || appended.outcome() == Outcome.DUPLICATE) {
      acknowledged.put(text, appended.position());
    }
  }

  /** What must never be, looked at all the time. */
  private void watch(Map<String, ClusterNode> nodes) {
    while (!ended) {
      for (int i = 0; i < 20; i++) {
        // A node that was asked first may lose the source before the next one is asked: only who
        // says so again after the others have been asked counts.
        String id = "source-" + i;
        List<ClusterNode> owners = nodes.values().stream().filter(n -> owns(n, id)).toList();
        if (owners.size() > 1 && owners.stream().filter(n -> owns(n, id)).count() > 1) {
          fault.set(id + " is run by two nodes");
        }
      }
      List<ClusterNode> leaders =
          nodes.values().stream().filter(node -> node.cluster().leads()).toList();
      if (leaders.size() > 1
          && leaders.stream().filter(node -> node.cluster().leads()).count() > 1) {
        fault.set("two nodes lead");
      }
    }
  }

  private static boolean owns(ClusterNode node, String id) {
    return node.cluster().owns(id);
  }

  private void verify(TestCluster cluster, Map<String, Long> acknowledged) {
    long head = cluster.logs.values().stream().mapToLong(FakeLog::head).max().orElseThrow();
    cluster
        .logs
        .values()
        .forEach(log -> TestCluster.await("all have all", () -> log.head() >= head));
    Set<String> seen = new HashSet<>();
    Map<String, Long> found = new HashMap<>();
    for (long position = 1; position <= head; position++) {
      String text = cluster.logs.get("a").text(position);
      assertThat(cluster.logs.get("b").text(position)).isEqualTo(text);
      assertThat(cluster.logs.get("c").text(position)).isEqualTo(text);
      assertThat(seen.add(text)).as("%s is there once", text).isTrue();
      found.put(text, position);
    }
    assertThat(acknowledged).hasSizeGreaterThan(100);
    Map<String, Long> lost = new HashMap<>(acknowledged);
    lost.entrySet().removeAll(found.entrySet());
    assertThat(lost).as("acknowledged and not there").isEmpty();
    assertThat(fault.get()).isEmpty();
    System.out.printf("%d acknowledged, %d in the log%n", acknowledged.size(), head);
  }
}
