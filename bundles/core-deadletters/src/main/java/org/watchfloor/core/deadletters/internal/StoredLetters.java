package org.watchfloor.core.deadletters.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.runtime.Replays;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;

/**
 * Dead letters in the store. Is there without the store, too: letters wait then, as many as there
 * is room for. Thread-safe.
 */
@Component(
    service = {DeadLetters.class, HealthCheck.class},
    immediate = true,
    configurationPid = DeadLettersConfig.PID)
@Designate(ocd = DeadLettersConfig.class)
public final class StoredLetters implements DeadLetters, HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLetters.class);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int MAX_LIST = 1_000;

  private final AtomicReference<@Nullable Opened> opened = new AtomicReference<>();
  private final AtomicReference<@Nullable Replays> replays = new AtomicReference<>();
  private final Losses losses;
  private final Intake intake;
  private final Replayer replayer;
  private volatile Settings settings;

  /** A store, and what is on it. */
  private record Opened(Store store, Shelf shelf) {}

  @Activate
  public StoredLetters(DeadLettersConfig config) {
    this(Settings.of(config), Clock.systemUTC(), RETRY);
  }

  StoredLetters(Settings settings, Clock clock, Duration retry) {
    this.settings = settings;
    this.losses = new Losses(clock);
    this.intake = new Intake(this::shelf, () -> this.settings, clock, retry, losses);
    this.replayer = new Replayer(this::shelf, replays::get, clock);
    said(settings);
    intake.start();
  }

  @Modified
  void limits(DeadLettersConfig config) {
    settings = Settings.of(config);
    said(settings);
  }

  private static void said(Settings settings) {
    if (!settings.problems().isEmpty()) {
      LOG.warn("{}", String.join("\n", settings.problems()));
    }
  }

  @Deactivate
  void stop() {
    replayer.close();
    intake.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setStore(Store service) {
    opened.set(new Opened(service, new Shelf(service)));
    intake.wake();
  }

  void unsetStore(Store service) {
    Opened now = opened.get();
    if (now != null && now.store() == service) {
      opened.compareAndSet(now, null);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setReplays(Replays service) {
    replays.set(service);
  }

  void unsetReplays(Replays service) {
    replays.compareAndSet(service, null);
  }

  private @Nullable Shelf shelf() {
    Opened now = opened.get();
    return now == null ? null : now.shelf();
  }

  private Shelf shelfNow() {
    Shelf now = shelf();
    if (now == null) {
      throw new StoreException("dead letters cannot be read: the store is not running");
    }
    return now;
  }

  @Override
  public void keep(DeadLetter letter) {
    intake.take(letter);
  }

  @Override
  public List<DeadLetter> list(String sourceId, long before, int limit) {
    if (limit < 1 || limit > MAX_LIST) {
      throw new IllegalArgumentException("limit: " + limit + " is not within 1 to " + MAX_LIST);
    }
    return shelfNow().list(sourceId, before, limit);
  }

  @Override
  public Optional<DeadLetter> get(long number) {
    return shelfNow().get(number);
  }

  @Override
  public boolean remove(long number) {
    return shelfNow().remove(number);
  }

  @Override
  public CompletionStage<Optional<DeadLetter.Replay>> replay(long number, String by) {
    return replayer.replay(number, by);
  }

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public HealthResult check() {
    List<String> words = new ArrayList<>(settings.problems());
    String lost = losses.said();
    if (!lost.isEmpty()) {
      words.add(lost + "; limits: etc/" + DeadLettersConfig.PID + ".cfg");
    }
    int waiting = intake.waiting();
    String trouble = intake.trouble();
    if (waiting > 0 && !trouble.isEmpty()) {
      words.add(waiting + " dead letters wait to be written: " + trouble);
    }
    return words.isEmpty() ? HealthResult.OK : HealthResult.warn(String.join("; ", words));
  }
}
