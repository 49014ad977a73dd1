package org.watchfloor.itests;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A river gauge that publishes twenty levels a second, a second of the past after another. */
final class Gauge implements AutoCloseable {
  private static final int PAUSE_MILLIS = 50;
  private static final int AT_LEAST_ONCE = 1;
  private static final String TOPIC = "river/muddy-creek/level";

  private final MqttClient client;
  private final String station;
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);

  Gauge(Broker broker, String station) throws MqttException {
    this.station = station;
    this.client = new MqttClient(broker.address(), "the-gauge", new MemoryPersistence());
    client.connect();
    clock.scheduleWithFixedDelay(this::publish, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void publish() {
    at = at.plusSeconds(1);
    String level =
        String.format(
            Locale.ROOT,
            "{\"station\":\"%s\",\"time\":\"%s\",\"level_m\":1.1,\"latitude\":36.1,\"longitude\":-80.3}",
            station,
            at);
    try {
      client.publish(TOPIC, level.getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, false);
      published.add(station + "@" + at);
    } catch (Exception e) {
      throw new IllegalStateException("the broker took no level", e); // and no other one follows
    }
  }

  /** Keys of the levels that the broker has acknowledged. */
  List<String> published() {
    return published;
  }

  @Override
  public void close() throws InterruptedException, MqttException {
    clock.shutdown();
    if (!clock.awaitTermination(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a level is still being published");
    }
    if (client.isConnected()) {
      client.disconnect();
      client.close();
    }
  }
}
