package org.watchfloor.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.watchfloor.harness.Center;

/** Looks five times a second whether a center is ready and whether sources are as they were. */
final class Calm implements AutoCloseable {
  private static final int PAUSE_MILLIS = 200;

  private final Center center;
  private final Map<String, String> states;
  private final Set<String> disturbances = new ConcurrentSkipListSet<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean looked;

  /**
   * @param states of the sources that must stay as they are, by id
   */
  Calm(Center center, Map<String, String> states) {
    this.center = center;
    this.states = Map.copyOf(states);
    clock.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      HttpResponse<String> ready =
          center
              .http()
              .send(
                  HttpRequest.newBuilder(center.uri("/health/ready")).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (ready.statusCode() != 200) {
        disturbances.add(ready.body());
      }
      for (JsonNode source : center.get("/api/v1/sources").get("items")) {
        String id = source.get("id").asText();
        String state = source.get("state").asText();
        if (!states.getOrDefault(id, state).equals(state)) {
          disturbances.add(id + " is " + state + ": " + source.path("reason").asText());
        }
      }
      looked = true;
    } catch (Exception e) {
      disturbances.add(e.toString());
    }
  }

  /** What was otherwise, in words. */
  Set<String> disturbances() {
    return disturbances;
  }

  @Override
  public void close() throws InterruptedException {
    clock.shutdown();
    clock.awaitTermination(20, TimeUnit.SECONDS);
    if (!looked) {
      disturbances.add("nobody looked");
    }
  }
}
