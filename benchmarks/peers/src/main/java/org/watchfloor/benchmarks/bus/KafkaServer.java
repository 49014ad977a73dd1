package org.watchfloor.benchmarks.bus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in a JVM of its own, one partition a topic, each message flushed before it is
 * answered. Says {@code ready}, and ends when its input ends, so that none is left behind.
 */
final class KafkaServer {
  private KafkaServer() {}

  /**
   * @param args folder, port, port of the controller
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Files.writeString(
        folder.resolve("meta.properties"),
        "version=1\ncluster.id=d2F0Y2hmbG9vcmJlbmNoMQ\nnode.id=1\n");
    KafkaRaftServer broker =
        new KafkaRaftServer(new KafkaConfig(config(folder, args[1], args[2])), Time.SYSTEM);
    broker.startup();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // nothing is said
    }
    // its folder is deleted next
    Runtime.getRuntime().halt(0);
  }

  private static Properties config(Path folder, String port, String controller) {
    Properties config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    config.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("log.dirs", folder.toString());
    config.put("log.flush.interval.messages", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    return config;
  }
}
