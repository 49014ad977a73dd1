package org.watchfloor.plugin.simulator.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.CityCamera;

/** The city while it lives: serves its cameras and, once the center is ready, plays the script. */
final class SimulatorSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorSource.class);
  private static final long TICK_MILLIS = 200;
  private static final long DRAIN_MILLIS = 50;
  private static final long RETRY_MILLIS = 2_000;

  /** A center that lives and is not ready for so long is played to all the same. */
  private static final int PATIENCE = 30;

  private final Settings settings;
  private final SourceContext context;
  private final Pictures pictures = new Pictures();
  private volatile @Nullable City city;
  private volatile @Nullable Stage stage;
  private volatile @Nullable CameraServer server;
  private volatile @Nullable CenterClient client;
  private volatile @Nullable Outbox outbox;
  private volatile Instant woke = Instant.EPOCH;
  private volatile String trouble = "the center is not ready yet";
  private volatile boolean closed;
  private String reported = "?";
  private int attempts;

  SimulatorSource(Settings settings, SourceContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public void start() throws SourceException {
    Clock clock = context.clock();
    City made = new City();
    CenterClient center = new CenterClient(settings.center(), CenterClient.trust(settings));
    client = center;
    Outbox out = new Outbox(center);
    outbox = out;
    city = made;
    woke = clock.instant();
    Stage play = new Stage(made, Stage.script(made), pictures, settings.secret(), out, woke);
    stage = play;
    server = serve(made, clock);
    ScheduledExecutorService scheduler = context.scheduler();
    try {
      scheduler.execute(() -> open(new Inventory(center, clock), made, play));
      every(TICK_MILLIS, () -> play.tick(clock.instant()));
      every(DRAIN_MILLIS, out::drain);
      every(TICK_MILLIS * 5, this::report);
    } catch (RejectedExecutionException e) {
      throw new SourceException(Kind.RETRY, "closed");
    }
  }

  @Override
  public Map<String, Object> diagnostics() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("simulated", true);
    CameraServer cameras = server;
    if (cameras != null) {
      facts.put("picturePort", cameras.port());
      facts.put("pictures", cameras.pictures());
      facts.put("watchers", cameras.watching());
      facts.put("signInsRefused", cameras.refused());
    }
    Stage play = stage;
    if (play != null) {
      facts.put("scriptSeconds", play.seconds(context.clock().instant()));
    }
    Outbox out = outbox;
    if (out != null) {
      facts.putAll(out.facts());
    }
    return facts;
  }

  @Override
  public void close() {
    closed = true;
    CameraServer cameras = server;
    if (cameras != null) {
      cameras.close();
    }
    CenterClient center = client;
    if (center != null) {
      center.close();
    }
  }

  private CameraServer serve(City made, Clock clock) throws SourceException {
    try {
      SignIn signIn = new SignIn(settings.user(), settings.password(), clock);
      CameraServer cameras =
          new CameraServer(settings.port(), made, signIn, this::picture, context.scheduler());
      cameras.start();
      return cameras;
    } catch (IOException e) {
      throw new SourceException(
          Kind.RETRY, "picture.port: " + settings.port() + " is in use or not allowed");
    }
  }

  private byte[] picture(CityCamera camera) {
    Instant now = context.clock().instant();
    Stage play = stage;
    if (play == null) {
      throw new IllegalStateException("not started");
    }
    return pictures.jpeg(camera, play.scene(camera, now), now);
  }

  /** Asks again and again until the center is ready and complete; then the script begins. */
  private void open(Inventory inventory, City made, Stage play) {
    try {
      attempts++;
      if (!inventory.ready() && attempts < PATIENCE) {
        again(inventory, made, play);
        return;
      }
      if (settings.tokenFile().isPresent()) {
        int added = inventory.complete(settings.tokenFile().get(), made.cameras(), play.stolen());
        LOG.info("{}: {} cameras added to the center", context.sourceId(), added);
      }
      trouble = "";
    } catch (Inventory.Refused e) {
      trouble = "cameras and hot list are not set up: " + e.getMessage();
    } catch (IOException e) {
      if (attempts < 2 * PATIENCE) {
        trouble = "cameras and hot list are not set up yet: " + e.getMessage();
        again(inventory, made, play);
        return;
      }
      trouble = "cameras and hot list are not set up: " + e.getMessage();
    } catch (RuntimeException e) {
      trouble = "cameras and hot list are not set up: " + e;
    }
    play.begin(context.clock().instant());
  }

  private void again(Inventory inventory, City made, Stage play) {
    try {
      context
          .scheduler()
          .schedule(() -> open(inventory, made, play), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed", context.sourceId());
    }
  }

  private void every(long millis, Runnable task) {
    context
        .scheduler()
        .scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A task that throws would never run again. */
  private void guarded(Runnable task) {
    try {
      if (!closed) {
        task.run();
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("{}: {}", context.sourceId(), e.toString(), e);
      }
    }
  }

  private void report() {
    Outbox out = outbox;
    String words = trouble.isEmpty() && out != null ? out.trouble() : trouble;
    String kind = words.replaceAll("\\d+ messages", "messages");
    if (!kind.equals(reported)) {
      reported = kind;
      context.report(words.isEmpty() ? SourceStatus.online() : SourceStatus.degraded(words));
    }
  }
}
