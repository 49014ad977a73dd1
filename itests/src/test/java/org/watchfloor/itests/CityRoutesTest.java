package org.watchfloor.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * The shipped templates to the city's data platform, with real brokers: under load the center is
 * killed once and the broker once. What was acknowledged to the sender is at the receiver, without
 * a gap and in order for each source once repeats are left out.
 */
class CityRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-of-the-test-0001";
  private static final List<String> SOURCES = List.of("city~a", "city~b", "city~c");

  /** So that the order of a source does not come from there being one order. */
  private static final int PARTITIONS = 3;

  private static final int KAFKA_PER_SECOND = Integer.getInteger("watchfloor.city.kafka", 2_000);
  private static final int MQTT_PER_SECOND = Integer.getInteger("watchfloor.city.mqtt", 500);

  @TempDir Path home;
  @TempDir Path folder;

  private int httpsPort;
  private int sshPort;

  @Test
  void kafkaHasEveryAcknowledgedSignalInOrder() throws Exception {
    Need.time("brokers of the city that are killed take minutes");
    String topic = "police.rtcc.signals";
    try (KafkaNode kafka = KafkaNode.start(folder.resolve("kafka"), PARTITIONS)) {
      Center center = start();
      route(
          center,
          "city-kafka",
          Map.of("name", "city", "brokers", kafka.address(), "topic", topic, "types", "signal"));
      NumberedLoad load = new NumberedLoad(center, SOURCES, SECRET, KAFKA_PER_SECOND, 0);
      try {
        acknowledged(load, KAFKA_PER_SECOND * 3);
        kafka.kill9();
        Center running = center;
        Center.await("the route says that it waits", () -> waits(running, "city-kafka"));
        Center.await("health says it", () -> health(running).contains("city-kafka.yaml"));
        kafka.start();
        acknowledged(load, KAFKA_PER_SECOND * 3);
        center.kill9();
        center = start();
        load.now(center);
        acknowledged(load, KAFKA_PER_SECOND * 3);
        load.close();
        Received received = new Received();
        consume(kafka, topic, received, load);
        received.verify(load, "Kafka");
        Center last = center;
        Center.await("nothing is wrong any more", () -> reason(last, "city-kafka").isEmpty());
      } finally {
        load.close();
        center.kill9();
      }
    }
  }

  @Test
  void mqttHasEveryAcknowledgedSignalInOrder() throws Exception {
    Need.time("brokers of the city that are killed take minutes");
    String topic = "police/rtcc/signals";
    try (Broker broker = Broker.start(folder.resolve("mosquitto"))) {
      Received received = new Received();
      subscribe(broker, topic, received);
      Center center = start();
      route(
          center,
          "city-mqtt",
          Map.of("name", "city", "broker", broker.address(), "topic", topic, "types", "signal"));
      NumberedLoad load = new NumberedLoad(center, SOURCES, SECRET, MQTT_PER_SECOND, 0);
      try {
        acknowledged(load, MQTT_PER_SECOND * 3);
        broker.stop();
        Center running = center;
        Center.await("the route says what is wrong", () -> waits(running, "city-mqtt"));
        Center.await("health says it", () -> health(running).contains("city-mqtt.yaml"));
        broker.restart();
        acknowledged(load, MQTT_PER_SECOND * 3);
        center.kill9();
        center = start();
        load.now(center);
        acknowledged(load, MQTT_PER_SECOND * 3);
        load.close();
        Center.await("all are there", () -> received.hasAll(load));
        received.verify(load, "MQTT");
      } finally {
        load.close();
        center.kill9();
      }
    }
  }

  private Center start() throws Exception {
    httpsPort = httpsPort == 0 ? Center.freePort() : httpsPort;
    sshPort = sshPort == 0 ? Center.freePort() : sshPort;
    boolean fresh = !Files.exists(home.resolve("etc"));
    Center center = Center.start("start", home, httpsPort, sshPort);
    if (fresh) {
      Path kar = MadePlugin.of("city").kar(folder, "1.0.0");
      Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + kar);
      for (String source : SOURCES) {
        center.configure("org.watchfloor.source." + source + ".cfg", Map.of(".secret", SECRET));
      }
    }
    for (String source : SOURCES) {
      center.awaitSource(source, "online");
    }
    return center;
  }

  /** As an integrator does: a file that names the template. */
  private void route(Center center, String template, Map<String, String> parameters)
      throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            - templatedRoute:
                routeTemplateRef: %1$s
                routeId: %1$s
                parameters:
            """
                .formatted(template));
    parameters.forEach(
        (name, value) ->
            yaml.append("      - name: ")
                .append(name)
                .append("\n        value: \"")
                .append(value)
                .append("\"\n"));
    Files.writeString(home.resolve("etc/routes/" + template + ".yaml"), yaml);
    Center.await(
        "the route runs", () -> "started".equals(routeOf(center, template).path("state").asText()));
  }

  private static void acknowledged(NumberedLoad load, int more) throws InterruptedException {
    int before = load.acknowledged();
    Center.await(more + " more acknowledged", () -> load.acknowledged() >= before + more);
  }

  private static boolean waits(Center center, String id) {
    String reason = reason(center, id);
    return reason.startsWith("waits for an answer") || reason.startsWith("fails since");
  }

  private static String reason(Center center, String id) {
    return routeOf(center, id).path("reason").asText();
  }

  private static JsonNode routeOf(Center center, String id) {
    try {
      String answer = Shell.admin(center, "rtcc:route-list --json");
      String array = answer.substring(answer.indexOf('['), answer.lastIndexOf(']') + 1);
      for (JsonNode route : JSON.readTree(array)) {
        if (route.path("id").asText().equals(id)) {
          return route;
        }
      }
      return JSON.createObjectNode();
    } catch (Exception e) {
      throw new IllegalStateException("rtcc:route-list", e);
    }
  }

  private static String health(Center center) {
    try {
      return center.get("/health/ready").toString();
    } catch (Exception e) {
      throw new IllegalStateException("/health/ready", e);
    }
  }

  private static void consume(KafkaNode kafka, String topic, Received received, NumberedLoad load) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.address());
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> all =
          java.util.stream.IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!received.hasAll(load) && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
          received.add(record.value());
          Received.headersSaySo(record);
        }
      }
    }
  }

  private static void subscribe(Broker broker, String topic, Received received) throws Exception {
    MqttClient client = new MqttClient(broker.address(), "the-city", new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(1_000);
    client.connect(options);
    client.subscribe(topic, 1, (name, message) -> received.add(new String(message.getPayload())));
  }
}
