package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;

/**
 * Two nodes of which the preferred one may go on alone: it does, the other one refuses, and what
 * either acknowledged is there when both are back.
 */
class PreferredNodeTest {
  private static final List<String> NAMES = List.of("a", "b");
  private static final int PER_SECOND = 200;
  private static final long MOVE_MILLIS = 5_000;

  @TempDir Path homes;

  @Test
  void thePreferredOneGoesOnAloneAndTheOtherRefuses() throws Exception {
    Need.time("two nodes take a minute");
    ClusterNodes.needed();
    try (ClusterNodes nodes = new ClusterNodes(NAMES, homes, "alone = accept\nprefer = a\n")) {
      nodes.startAll();
      nodes.awaitDevices("every source runs somewhere", 30);
      try (ClusterLoad load = new ClusterLoad(nodes.centers, PER_SECOND)) {
        withoutTheOther(nodes, load);
        withoutThePreferred(nodes, load);
        TimeUnit.SECONDS.sleep(2);
        load.close();
        verify(nodes, load);
      }
    }
  }

  private static void withoutTheOther(ClusterNodes nodes, ClusterLoad load) throws Exception {
    long killed = System.nanoTime();
    nodes.centers.get("b").kill9();
    Center.await("a takes signals alone", () -> nodes.works("a"));
    long taken = (System.nanoTime() - killed) / 1_000_000;
    nodes.awaitDevices("every source runs on a", 5);
    System.out.printf("b killed: a takes signals after %d ms and runs all sources%n", taken);
    assertThat(taken).isLessThanOrEqualTo(MOVE_MILLIS);
    load.now("b", nodes.restarted("b"));
  }

  private static void withoutThePreferred(ClusterNodes nodes, ClusterLoad load) throws Exception {
    nodes.centers.get("a").kill9();
    Center.await("b refuses", () -> !nodes.works("b"));
    long refused = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(MOVE_MILLIS);
    assertThat(nodes.post("b", "lonely")).as("it may not go on alone").isEqualTo(503);
    long now = System.nanoTime();
    assertThat(nodes.feed.asked())
        .as("devices asked in the last second, while nobody may")
        .noneMatch(asked -> now - asked.nanos() < TimeUnit.SECONDS.toNanos(1));
    load.now("a", nodes.restarted("a"));
    Center.await("b works again", () -> nodes.works("b"));
    nodes.awaitDevices("every source runs again", 20);
  }

  private static void verify(ClusterNodes nodes, ClusterLoad load) throws Exception {
    TreeMap<Long, String> a = nodes.journal("a");
    TreeMap<Long, String> b = nodes.journal("b");
    Set<String> found = new HashSet<>(a.values());
    System.out.printf(
        "two nodes: %d acknowledged, %d in the journal, %d batches refused and sent again%n",
        load.acknowledged().size(), found.size(), load.refused());
    assertThat(load.acknowledged()).as("acknowledged and lost").allMatch(found::contains);
    long last = Math.min(a.lastKey(), b.lastKey());
    assertThat(a.headMap(last).equals(b.headMap(last))).as("both have the same").isTrue();
    assertThat(found).as("none twice").hasSize(a.size());
  }
}
