package org.watchfloor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.watchfloor.harness.Center;

/**
 * A Kafka broker within this JVM, one partition, synced to disk before the answer; eight consumers
 * that commit where they are.
 */
final class KafkaPeer implements Peer {
  private static final String TOPIC = "signals";

  private final KafkaRaftServer broker;
  private final String address;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Thread> consumers = new ArrayList<>();
  private volatile boolean closed;

  KafkaPeer(Path folder, Deliveries deliveries) throws Exception {
    int port = Center.freePort();
    int controller = Center.freePort();
    address = "127.0.0.1:" + port;
    Files.writeString(
        folder.resolve("meta.properties"),
        "version=1\ncluster.id=d2F0Y2hmbG9vcmJlbmNoMQ\nnode.id=1\n");
    broker = new KafkaRaftServer(new KafkaConfig(config(folder, port, controller)), Time.SYSTEM);
    broker.startup();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "acks", "all", "buffer.memory", 64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int i = 0; i < SUBSCRIBERS; i++) {
      String group = "subscriber-" + i;
      Thread consumer = new Thread(() -> consume(group, deliveries), group);
      consumer.start();
      consumers.add(consumer);
    }
  }

  private static Properties config(Path folder, int port, int controller) {
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

  private void consume(String group, Deliveries deliveries) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "group.id", group, "enable.auto.commit", true),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition all = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(all));
      consumer.seekToBeginning(List.of(all));
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
          deliveries.delivered(Payload.number(found.value()));
        }
      }
    }
  }

  @Override
  public String name() {
    return "Kafka 3.9 within this JVM, flush each, 8 groups";
  }

  @Override
  public void publish(int number) {
    producer.send(new ProducerRecord<>(TOPIC, Payload.of(number)));
  }

  @Override
  public void close() throws Exception {
    closed = true;
    for (Thread consumer : consumers) {
      consumer.join(5_000);
    }
    producer.close(Duration.ofSeconds(2));
    broker.shutdown();
    broker.awaitShutdown();
  }
}
