package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.SessionContext;

/** A source for a test, and the server that it speaks to. */
abstract class FlockLife {
  static final String SECRET = "a-secret-of-the-test";
  static final String CALLBACK = "https://rtcc.example/hooks/plate-flock~city";

  final FlockServer flock = new FlockServer(SECRET);
  SessionContext context = new SessionContext("plate-flock~city");
  PlateFlockSource source;

  FlockLife() throws Exception {}

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
    flock.close();
  }

  final SourceStatus last() {
    List<SourceStatus> all = List.copyOf(context.reports());
    return all.get(all.size() - 1);
  }

  final void restart(Map<String, Object> values) throws Exception {
    source.close();
    context.close();
    context = new SessionContext("plate-flock~city");
    start(values);
  }

  final void start(Map<String, Object> values) throws Exception {
    Map<String, Object> all = new HashMap<>();
    all.put("client_id", FlockServer.CLIENT);
    all.put("_client_secret", SECRET);
    all.put("_secret", SECRET);
    all.put("callback_url", CALLBACK);
    all.put("api_url", flock.address());
    all.put("check_seconds", 86_400);
    all.putAll(values);
    PlateFlockConfig config = Configs.of(PlateFlockConfig.class, all);
    source = (PlateFlockSource) new PlateFlockPlugin().open(config, context);
    source.start();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
