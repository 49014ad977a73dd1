package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.journal.Appended;

/** Real members on loopback. */
class HazelcastTransportTest {
  @TempDir Path directory;

  /** Below those that Linux gives to connections, which could get one before its member does. */
  private static int[] ports(int count) {
    return new SecureRandom()
        .ints(20_000, 32_000)
        .distinct()
        .filter(HazelcastTransportTest::free)
        .limit(count)
        .toArray();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static Transport join(Settings settings, Transport.Handler handler) {
    String name = new Seal(settings.node(), settings.secret()).clusterName();
    return new HazelcastTransport(settings, HazelcastSettings.of(settings, name), handler);
  }

  private static Appended append(ClusterNode node, String text) throws Exception {
    return node.journal()
        .append(TestCluster.draft(text, text))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void threeMembersOneDiesAndComesBack() throws Exception {
    try (TestCluster cluster =
        new TestCluster(directory, HazelcastTransportTest::join, "", ports(3))) {
      cluster.startAll();
      ClusterNode leader = cluster.awaitLeader();
      TestCluster.await(
          "all work",
          () -> cluster.nodes.values().stream().allMatch(node -> node.cluster().works()));
      Appended one = append(cluster.follower(), "one");
      assertThat(one.outcome()).isEqualTo(Appended.Outcome.WRITTEN);

      // A node of a first start counts only when it has what was decided, and one is to die now.
      TestCluster.await(
          "all have it",
          () -> cluster.logs.values().stream().allMatch(log -> log.head() >= one.position()));

      String dead = leader.cluster().node();
      cluster.kill(dead);
      ClusterNode next = cluster.awaitLeader();
      Appended two = append(next, "two");
      assertThat(two.outcome()).isEqualTo(Appended.Outcome.WRITTEN);
      cluster.start(dead);
      FakeLog back = cluster.logs.get(dead);
      TestCluster.await("it is back", () -> back.head() >= two.position());
      assertThat(back.text(one.position())).isEqualTo("one");
      assertThat(back.text(two.position())).isEqualTo("two");
    }
  }

  @Test
  void javaObjectsAreRefusedAndAForeignMemberStaysOut() throws Exception {
    try (TestCluster cluster =
        new TestCluster(directory, HazelcastTransportTest::join, "", ports(2))) {
      cluster.startAll();
      cluster.awaitLeader();
      Settings settings = cluster.settings("a");
      HazelcastInstance member =
          Hazelcast.getHazelcastInstanceByName("a@" + settings.self().address());
      assertThatThrownBy(
              () ->
                  member
                      .getExecutorService("LOG")
                      .submitToMember(new Hostile(), other(member))
                      .get(5, TimeUnit.SECONDS))
          .hasStackTraceContaining("no Java serialisation");

      Config guess = new Config("watchfloor");
      guess.setProperty("hazelcast.phone.home.enabled", "false");
      guess.setProperty("hazelcast.max.join.seconds", "2");
      guess.getNetworkConfig().setPort(ports(1)[0]);
      guess.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
      guess.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
      guess.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
      guess
          .getNetworkConfig()
          .getJoin()
          .getTcpIpConfig()
          .setEnabled(true)
          .addMember(settings.self().address());
      HazelcastInstance stranger = Hazelcast.newHazelcastInstance(guess);
      try {
        assertThat(stranger.getCluster().getMembers()).hasSize(1);
        assertThat(member.getCluster().getMembers()).hasSize(2);
      } finally {
        stranger.getLifecycleService().terminate();
      }
    }
  }

  private static com.hazelcast.cluster.Member other(HazelcastInstance member) {
    return member.getCluster().getMembers().stream()
        .filter(each -> !each.localMember())
        .findFirst()
        .orElseThrow();
  }

  /** Serializable, as an attacker would like it. */
  private static final class Hostile
      implements java.util.concurrent.Callable<String>, java.io.Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String call() {
      return "executed";
    }
  }

  @Test
  void aCallToNobodyFailsAndSaysWhere() throws Exception {
    try (TestCluster cluster =
        new TestCluster(directory, HazelcastTransportTest::join, "", ports(2))) {
      Settings settings = cluster.settings("a");
      Transport alone = join(settings, request -> null);
      try {
        assertThat(alone.call("b", Transport.Lane.LOG, new byte[1], Duration.ofSeconds(1)))
            .failsWithin(Duration.ofSeconds(2))
            .withThrowableThat()
            .withMessageContaining("not reached at " + settings.member("b").address());
      } finally {
        alone.close();
      }
    }
  }
}
