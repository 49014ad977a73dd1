package org.watchfloor.core.cluster.internal;

import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.GlobalSerializerConfig;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import java.util.List;
import java.util.Map;

/** The configuration of the Hazelcast member: members by TCP and nothing else. */
final class HazelcastSettings {
  /**
   * Names as in the manual's list of system properties. Short times, because a node that comes back
   * is of no use before Hazelcast has it as a member; few threads, because little is done there.
   */
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.logging.type", "slf4j"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.socket.server.bind.any", "false"),
          Map.entry("hazelcast.jmx", "false"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "6"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "3"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "3"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "0"),
          Map.entry("hazelcast.max.join.seconds", "60"),
          Map.entry("hazelcast.max.join.merge.target.seconds", "6"),
          Map.entry("hazelcast.tcp.join.port.try.count", "1"),
          Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
          Map.entry("hazelcast.invocation.retry.pause.millis", "100"),
          Map.entry("hazelcast.partition.count", "11"),
          Map.entry("hazelcast.io.thread.count", "1"),
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "3"),
          Map.entry("hazelcast.event.thread.count", "1"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"));

  private HazelcastSettings() {}

  static Config of(Settings settings, String clusterName) {
    Config config = new Config();
    // The bundle's loader, for Hazelcast would take the thread's, which is anybody's.
    config.setClassLoader(HazelcastSettings.class.getClassLoader());
    config.setClusterName(clusterName);
    config.setInstanceName(settings.node() + "@" + settings.self().address());
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false).setResourceUploadEnabled(false);
    config.getUserCodeDeploymentConfig().setEnabled(false);
    config.setSerializationConfig(serialization());
    network(config, settings);
    // Room for two others: as many threads as one may keep busy, and a few more.
    config.addExecutorConfig(executor(Transport.Lane.LOG, 12));
    config.addExecutorConfig(executor(Transport.Lane.FORWARD, 4));
    config.addExecutorConfig(executor(Transport.Lane.ASK, 8));
    return config;
  }

  private static ExecutorConfig executor(Transport.Lane lane, int threads) {
    return new ExecutorConfig(lane.name(), threads)
        .setQueueCapacity(256)
        .setStatisticsEnabled(false);
  }

  private static SerializationConfig serialization() {
    JavaSerializationFilterConfig nothing = new JavaSerializationFilterConfig();
    nothing.setDefaultsDisabled(true);
    nothing.getWhitelist().addClasses("none");
    return new SerializationConfig()
        .addDataSerializableFactory(
            Carried.FACTORY, id -> id == Carried.CLASS ? new Carried() : null)
        .setJavaSerializationFilterConfig(nothing)
        .setGlobalSerializerConfig(
            new GlobalSerializerConfig()
                .setImplementation(new NoJavaSerialization())
                .setOverrideJavaSerialization(true));
  }

  /** Only the members' own port: no clients, no REST, no memcache, no WAN are taken there. */
  private static void network(Config config, Settings settings) {
    NodeAddress self = settings.self();
    ServerSocketEndpointConfig members =
        new ServerSocketEndpointConfig()
            .setPort(self.port())
            .setPortAutoIncrement(false)
            .setReuseAddress(true)
            .setPublicAddress(self.address())
            .setInterfaces(new InterfacesConfig().setEnabled(true).addInterface(settings.bind()));
    members.setSocketConnectTimeoutSeconds(2);
    List<String> others =
        settings.others().stream().map(name -> settings.member(name).address()).toList();
    JoinConfig join = new JoinConfig();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.setTcpIpConfig(
        new TcpIpConfig().setEnabled(true).setMembers(others).setConnectionTimeoutSeconds(2));
    config
        .getAdvancedNetworkConfig()
        .setEnabled(true)
        .setMemberEndpointConfig(members)
        .setJoin(join);
  }
}
