package org.watchfloor.benchmarks.bus;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.watchfloor.benchmarks.Cpu;
import org.watchfloor.harness.Center;

/**
 * A Kafka broker in a JVM of its own, one partition, synced to disk before the answer, an
 * idempotent producer; eight consumers in this JVM that commit where they are.
 */
final class KafkaPeer implements Peer {
  private static final String TOPIC = "signals";

  private final Process broker;
  private final String address;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Deliveries deliveries;
  private volatile boolean closed;

  KafkaPeer(Path folder, Deliveries deliveries, Closers closers) throws Exception {
    this.deliveries = deliveries;
    int port = Center.freePort();
    address = "127.0.0.1:" + port;
    broker = broker(folder, port, Center.freePort());
    closers.add(this::stop);
    awaitReady();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                address,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "buffer.memory",
                64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    closers.add(() -> producer.close(Duration.ofSeconds(2)));
    for (int i = 0; i < SUBSCRIBERS; i++) {
      int subscriber = i;
      Thread consumer = new Thread(() -> consume(subscriber), "kafka-subscriber-" + i);
      consumer.setDaemon(true);
      consumer.start();
      closers.add(
          () -> {
            closed = true;
            consumer.join(5_000);
          });
    }
  }

  private static Process broker(Path folder, int port, int controller) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx1g",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            KafkaServer.class.getName(),
            folder.toString(),
            String.valueOf(port),
            String.valueOf(controller))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void awaitReady() throws Exception {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the broker ended before it was ready; see its errors");
      }
    }
  }

  private void stop() throws Exception {
    broker.getOutputStream().close();
    if (!broker.waitFor(10, TimeUnit.SECONDS)) {
      broker.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  private void consume(int subscriber) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                address,
                "group.id",
                "subscriber-" + subscriber,
                "enable.auto.commit",
                true),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition all = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(all));
      consumer.seekToBeginning(List.of(all));
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
          deliveries.delivered(subscriber, Payload.number(found.value()));
        }
      }
    } catch (RuntimeException e) {
      deliveries.failed(e);
    }
  }

  @Override
  public String name() {
    return "Kafka 3.9 in a JVM of its own, flush each, 8 groups";
  }

  @Override
  public void publish(int number) {
    producer.send(
        new ProducerRecord<>(TOPIC, Payload.of(number)),
        (stored, fault) -> {
          if (fault != null && !closed) {
            deliveries.failed(fault);
          }
        });
  }

  @Override
  public double otherCpuSeconds() throws Exception {
    return Cpu.seconds(broker.pid());
  }
}
