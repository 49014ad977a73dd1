package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;

class ClusterListCommandTest {
  private final ClusterListCommand command = new ClusterListCommand();

  @Test
  void nodesAndWhatHindersThem() throws Exception {
    command.cluster = new TwoNodes();
    assertThat(Fakes.run(command, "vera", "viewer"))
        .contains("a (this)")
        .contains("leads")
        .contains("gone")
        .contains("not reached at 10.0.0.2:5701");
    command.json = true;
    assertThat(Fakes.run(command, "vera", "viewer"))
        .isEqualToIgnoringNewLines(
            "[{\"name\":\"a\",\"this\":true,\"address\":\"10.0.0.1:5701\",\"alive\":true,"
                + "\"leads\":true,\"written\":7,\"sources\":3,\"said\":\"\"},"
                + "{\"name\":\"b\",\"this\":false,\"address\":\"10.0.0.2:5701\",\"alive\":false,"
                + "\"leads\":false,\"written\":0,\"sources\":0,"
                + "\"said\":\"not reached at 10.0.0.2:5701\"}]");
  }

  @Test
  void aCenterOfOneNodeSaysSo() throws Exception {
    assertThat(Fakes.run(command, "vera", "viewer")).contains("This center is one node");
    command.json = true;
    assertThat(Fakes.run(command, "vera", "viewer")).isEqualToIgnoringNewLines("[]");
  }

  private static final class TwoNodes implements Cluster {
    @Override
    public String node() {
      return "a";
    }

    @Override
    public List<ClusterMember> members() {
      return List.of(
          new ClusterMember("a", "10.0.0.1:5701", true, true, 7, 3, ""),
          new ClusterMember(
              "b", "10.0.0.2:5701", false, false, 0, 0, "not reached at 10.0.0.2:5701"));
    }

    @Override
    public boolean leads() {
      return true;
    }

    @Override
    public boolean works() {
      return true;
    }

    @Override
    public boolean owns(String sourceId) {
      return true;
    }

    @Override
    public String owner(String sourceId) {
      return "a";
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
      return () -> {};
    }
  }
}
