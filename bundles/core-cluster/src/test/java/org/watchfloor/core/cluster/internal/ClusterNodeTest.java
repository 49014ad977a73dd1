package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

class ClusterNodeTest {
  @TempDir Path directory;
  private final MemoryNet net = new MemoryNet(7);
  private TestCluster cluster;

  @BeforeEach
  void three() {
    cluster = cluster("", 1, 2, 3);
  }

  private TestCluster cluster(String prefer, int... ports) {
    return new TestCluster(
        directory, (settings, handler) -> net.join(settings.node(), handler), prefer, ports);
  }

  @AfterEach
  void close() {
    cluster.close();
    net.close();
  }

  private static Appended append(ClusterNode node, String text, String key) throws Exception {
    return node.journal()
        .append(TestCluster.draft(text, key))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static List<ClusterMember> alive(ClusterNode node) {
    return node.cluster().members().stream().filter(ClusterMember::alive).toList();
  }

  private void settled() {
    cluster.awaitLeader();
    TestCluster.await(
        "all work and share",
        () ->
            cluster.nodes.values().stream()
                .allMatch(
                    node ->
                        node.cluster().works()
                            && alive(node).size() == cluster.nodes.size()
                            && shares(node.cluster()) == cluster.nodes.size()));
  }

  /** How many nodes run at least one of 100 sources. */
  private static long shares(Cluster node) {
    return java.util.stream.IntStream.range(0, 100)
        .mapToObj(i -> node.owner("source-" + i))
        .filter(owner -> !owner.isEmpty())
        .distinct()
        .count();
  }

  @Test
  void whatAFollowerTakesIsReadableThereAndEverywhereAtTheSamePosition() throws Exception {
    cluster.startAll();
    settled();
    ClusterNode follower = cluster.follower();

    Appended first = append(follower, "one", "k1");
    assertThat(first.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(follower.journal().head()).isGreaterThanOrEqualTo(first.position());

    Appended again = append(cluster.leaders().get(0), "one", "k1");
    assertThat(again).isEqualTo(new Appended(Outcome.DUPLICATE, first.position(), ""));
    cluster
        .logs
        .values()
        .forEach(
            log -> {
              TestCluster.await("visible", () -> log.head() >= first.position());
              assertThat(log.text(first.position())).isEqualTo("one");
            });
  }

  @Test
  void theLeaderDiesTheOthersGoOnAndItsSourcesMove() throws Exception {
    cluster.startAll();
    settled();
    Appended before = append(cluster.follower(), "before", "");
    ClusterNode leader = cluster.leaders().get(0);
    String dead = leader.cluster().node();
    List<String> kept =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> "source-" + i)
            .filter(id -> !leader.cluster().owner(id).equals(dead))
            .toList();
    List<String> owners = kept.stream().map(leader.cluster()::owner).toList();

    cluster.kill(dead);
    long began = System.nanoTime();
    ClusterNode next = cluster.awaitLeader();
    assertThat(append(next, "after", "").position()).isGreaterThan(before.position());
    TestCluster.await("the dead one's sources run elsewhere", () -> owned() == 100);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("what an agency is promised; the failure time here is 0.3 s")
        .isLessThan(Duration.ofSeconds(5));
    assertThat(kept.stream().map(next.cluster()::owner)).isEqualTo(owners);
    assertThat(cluster.logs.get(next.cluster().node()).text(before.position())).isEqualTo("before");
  }

  private long owned() {
    return java.util.stream.IntStream.range(0, 100)
        .filter(
            i ->
                cluster.nodes.values().stream()
                    .anyMatch(node -> node.cluster().owns("source-" + i)))
        .count();
  }

  @Test
  void aFollowerThatIsCutOffTakesNothingAndRunsNothingUntilItIsBack() throws Exception {
    cluster.startAll();
    settled();
    String lone = cluster.follower().cluster().node();
    net.isolate(lone, true);
    ClusterNode cutOff = cluster.nodes.get(lone);
    TestCluster.await("it stops", () -> !cutOff.cluster().works());
    assertThat(append(cutOff, "lost", "").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(cutOff.cluster().owner("source-1")).isEmpty();
    assertThat(cutOff.health().level()).isEqualTo(HealthResult.Level.TEMPORARILY_UNAVAILABLE);
    ClusterNode leader = cluster.awaitLeader();
    TestCluster.await("its sources run elsewhere", () -> owned() == 100);
    assertThat(leader.health().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(leader.health().message()).contains("node " + lone);

    Appended meanwhile = append(leader, "meanwhile", "");
    net.isolate(lone, false);
    settled();
    assertThat(cluster.leaders()).containsExactly(leader);
    assertThat(cluster.logs.get(lone).text(meanwhile.position())).isEqualTo("meanwhile");
  }

  @Test
  void aLeaderThatIsCutOffLeadsNoMoreAndWhatNobodyElseHasIsTakenBack() throws Exception {
    cluster.startAll();
    settled();
    ClusterNode old = cluster.leaders().get(0);
    net.isolate(old.cluster().node(), true);
    CompletableFuture<Appended> lonely =
        old.journal().append(TestCluster.draft("lonely", "l")).toCompletableFuture();
    assertThat(lonely.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(old.cluster().leads()).isFalse();
    TestCluster.await("another one leads", () -> cluster.leaders().size() == 1);
    Appended other = append(cluster.leaders().get(0), "other", "o");

    net.isolate(old.cluster().node(), false);
    settled();
    FakeLog healed = cluster.logs.get(old.cluster().node());
    TestCluster.await("it caught up", () -> healed.head() >= other.position());
    assertThat(healed.text(other.position())).isEqualTo("other");
    assertThat(append(old, "lonely", "l").outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void aNodeThatStopsHandsOverAtOnce() throws Exception {
    cluster.failureMillis = 2_000; // nobody finds out by waiting
    cluster.startAll();
    settled();
    String leaving = cluster.leaders().get(0).cluster().node();
    long began = System.nanoTime();
    cluster.stop(leaving);
    ClusterNode next = cluster.awaitLeader();
    assertThat(append(next, "next", "").outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isLessThan(Duration.ofMillis(cluster.failureMillis));
  }

  @Test
  void twoNodesOnlyThePreferredOneGoesOnAlone() throws Exception {
    cluster.close();
    cluster = cluster("a", 1, 2);
    cluster.startAll();
    settled();
    cluster.kill("b");
    TestCluster.await("a leads", () -> !cluster.leaders().isEmpty());
    assertThat(append(cluster.nodes.get("a"), "alone", "").outcome()).isEqualTo(Outcome.WRITTEN);
    cluster.start("b");
    settled();
    cluster.kill("a");
    ClusterNode left = cluster.nodes.get("b");
    TestCluster.await("b stops", () -> !left.cluster().works());
    assertThat(append(left, "no", "").outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void twoNodesWithoutAPreferredOneNeedEachOther() throws Exception {
    cluster.close();
    cluster = cluster("", 1, 2);
    cluster.startAll();
    settled();
    cluster.kill("b");
    ClusterNode left = cluster.nodes.get("a");
    TestCluster.await("a stops", () -> !left.cluster().works());
    assertThat(append(left, "no", "").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    cluster.start("b");
    settled();
    assertThat(append(left, "yes", "").outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void aNodeThatIsFartherBehindThanTheOthersKeepBeginsAnew() throws Exception {
    cluster.startAll();
    settled();
    String behind = cluster.follower().cluster().node();
    cluster.kill(behind);
    Appended last = new Appended(Outcome.WRITTEN, 0, "");
    for (int i = 0; i < 50; i++) {
      last = append(cluster.awaitLeader(), "entry " + i, "");
    }
    long first = last.position() - 5;
    cluster.logs.values().forEach(log -> log.retain(first));
    // What was read before and is on its way would still find a node that starts at this moment.
    Thread.sleep(TestCluster.FAILURE_MILLIS);
    cluster.start(behind);
    settled();
    FakeLog log = cluster.logs.get(behind);
    long end = last.position();
    TestCluster.await("it caught up", () -> log.head() >= end);
    assertThat(log.first()).isEqualTo(first);
    assertThat(log.text(end)).isEqualTo("entry 49");
  }

  @Test
  void cursorsOfTheLeaderAreThoseOfAll() throws Exception {
    cluster.startAll();
    settled();
    Appended entry = append(cluster.awaitLeader(), "x", "");
    cluster.leaders().get(0).journal().moveCursor("rules", entry.position());
    cluster
        .logs
        .values()
        .forEach(
            log ->
                TestCluster.await(
                    "the cursor is there",
                    () -> log.cursor("rules").orElse(0) == entry.position()));
    ClusterNode follower = cluster.follower();
    follower.journal().moveCursor("rules", 1);
    assertThat(follower.journal().cursor("rules")).hasValue(entry.position());
  }

  @Test
  void aLeaderWhoseDiskRefusesMakesWay() throws Exception {
    cluster.startAll();
    settled();
    ClusterNode full = cluster.leaders().get(0);
    cluster.logs.get(full.cluster().node()).refuse(true);
    assertThat(append(full, "x", "").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    TestCluster.await(
        "another one leads", () -> cluster.leaders().stream().anyMatch(node -> node != full));
    assertThat(append(cluster.leaders().get(0), "y", "").outcome()).isEqualTo(Outcome.WRITTEN);
  }

  @Test
  void nodesAskEachOther() throws Exception {
    cluster.startAll();
    settled();
    Cluster a = cluster.nodes.get("a").cluster();
    Cluster b = cluster.nodes.get("b").cluster();
    AutoCloseable answering =
        b.answer(
            "core-runtime.snapshot",
            (question, left) -> CompletableFuture.completedFuture(new byte[] {question[0], 2}));
    byte[] answer = ask(a, "b").get(5, TimeUnit.SECONDS);
    assertThat(answer).containsExactly(1, 2);
    answering.close();
    assertThat(ask(a, "b"))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("node b: nobody answers core-runtime.snapshot");
    cluster.kill("b");
    assertThat(ask(a, "b")).failsWithin(Duration.ofSeconds(5));
  }

  private static CompletableFuture<byte[]> ask(Cluster from, String node) {
    return from.ask(node, "core-runtime.snapshot", new byte[] {1}, Duration.ofSeconds(2))
        .toCompletableFuture();
  }

  @Test
  void smallValuesOutliveANode() throws Exception {
    cluster.startAll();
    settled();
    TestCluster.await("values are shared", () -> shares("b", "key", "one"));
    assertThat(value("c", "key")).isEqualTo("one");
    assertThat(shares("a", "key", "two")).isTrue();
    cluster.kill("a");
    assertThat(value("c", "key")).isEqualTo("two");
    cluster.start("a");
    TestCluster.await("a has them again", () -> value("a", "key").equals("two"));
    cluster.nodes.get("a").cluster().shared("bookmarks").remove("key");
    assertThat(value("b", "key")).isEmpty();
    cluster.kill("b");
    cluster.kill("c");
    assertThat(shares("a", "key", "three")).isFalse();
  }

  private boolean shares(String node, String key, String text) {
    try {
      cluster.nodes.get(node).cluster().shared("bookmarks").put(key, text.getBytes());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String value(String node, String key) {
    try {
      return cluster
          .nodes
          .get(node)
          .cluster()
          .shared("bookmarks")
          .get(key)
          .map(String::new)
          .orElse("");
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aNodeWithAnotherSecretIsNobody() throws Exception {
    cluster.startAll();
    settled();
    cluster.kill("c");
    Settings right = cluster.settings("c");
    Settings wrong =
        new Settings(
            "c",
            right.members(),
            "127.0.0.1",
            new Settings.Secret("another secret of thirty-two chars"),
            right.failureMillis(),
            2,
            "");
    ClusterNode stranger =
        new ClusterNode(
            wrong,
            new FakeLog(),
            directory.resolve("stranger"),
            term -> TestCluster.draft("bad", ""),
            handler -> net.join("c", handler));
    try {
      ClusterNode leader = cluster.awaitLeader();
      TestCluster.await("said", () -> leader.health().message().contains("proof"));
      assertThat(stranger.cluster().works()).isFalse();
      assertThat(append(stranger, "bad", "").outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(String.valueOf(wrong)).doesNotContain("another secret");
    } finally {
      stranger.end();
    }
  }
}
