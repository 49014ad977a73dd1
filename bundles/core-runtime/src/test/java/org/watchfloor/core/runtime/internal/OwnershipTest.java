package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.api.runtime.SourceState.OFFLINE;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;
import static org.watchfloor.core.api.runtime.SourceState.QUARANTINED;
import static org.watchfloor.core.api.runtime.SourceState.STANDBY;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_PLUGIN;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.core.FakeCluster;

/** Two nodes that are one center: what each of them does for a source. */
class OwnershipTest {
  private static final String HOOK = "fake-hook~north";
  private static final String CAM = "fake-cam~gate";
  private static final String SECRET = "open-sesame";

  private final FakeCluster cluster = new FakeCluster("a", "b");
  private final Bench a = new Bench();
  private final Bench b = new Bench();
  private final FakeSourcePlugin onA = new FakeSourcePlugin((config, context) -> new Camera(1));
  private final FakeSourcePlugin onB = new FakeSourcePlugin((config, context) -> new Camera(2));
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();

  OwnershipTest() {
    a.sources.came(cluster.node("a"));
    b.sources.came(cluster.node("b"));
  }

  @AfterEach
  void close() {
    a.sources.close();
    a.platform.close();
    b.close();
    assertThat(a.transport.open).isEmpty();
    assertThat(cluster.node("a").listeners()).isZero();
    assertThat(cluster.node("b").listeners()).isZero();
  }

  /** Its pictures end with the number of its node. */
  private final class Camera implements CameraSource {
    private final byte number;
    private boolean started;
    private boolean closed;

    Camera(int number) {
      this.number = (byte) number;
    }

    @Override
    public synchronized void start() throws SourceException {
      if (closed) {
        throw new SourceException(SourceException.Kind.RETRY, "it was closed meanwhile");
      }
      if (broken.get()) {
        throw new SourceException(SourceException.Kind.RETRY, "no route to host");
      }
      started = true;
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    @Override
    public synchronized void close() {
      if (started && !closed) {
        open.decrementAndGet();
      }
      closed = true;
    }

    @Override
    public CompletionStage<Picture> snapshot(Duration deadline) {
      byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, number};
      return broken.get()
          ? CompletableFuture.failedStage(
              new SourceException(SourceException.Kind.RETRY, "the lens is covered"))
          : CompletableFuture.completedStage(Picture.ofJpeg(Instant.ofEpochMilli(7), jpeg));
    }

    @Override
    public AutoCloseable watch(Consumer<Picture> pictures, Consumer<String> end) {
      return () -> {};
    }
  }

  private void cameras() {
    a.install(onA);
    b.install(onB);
    a.configure(CAM, ".secret", SECRET);
    b.configure(CAM, ".secret", SECRET);
  }

  private void hooks() {
    for (Bench bench : List.of(a, b)) {
      FakeDecoderPlugin plugin = new FakeDecoderPlugin(FakeDecoderPlugin::signal);
      plugin.more.add(Inbound.udp(5_000));
      bench.install(plugin);
      bench.configure(HOOK, ".secret", SECRET);
    }
  }

  private static Set<String> ways(Bench bench) {
    return new TreeSet<>(bench.transport.open.keySet());
  }

  private static void awaitWays(Bench bench, String... keys) {
    Bench.await(() -> ways(bench).equals(Set.of(keys)), () -> ways(bench).toString());
  }

  private static boolean keeps(SourceContext context) {
    try {
      context.state().put("cursor", "alive");
      return true;
    } catch (IOException shut) {
      return false;
    }
  }

  private static String decode(Bench bench) throws Exception {
    return bench
        .transport
        .open
        .get(HOOK)
        .decode(FakeDecoderPlugin.message("one"))
        .signals()
        .get(0)
        .vendorKey();
  }

  // --- sources that connect ---

  @Test
  void aSourceRunsOnItsOwnerAndStandsByElsewhere() {
    cameras();
    a.awaitState(CAM, ONLINE);
    assertThat(b.awaitState(CAM, STANDBY).reason()).isEqualTo("runs on node a");
    assertThat(b.info(CAM).camera()).isTrue();
    assertThat(onB.contexts).isEmpty();
    assertThat(new SourcesHealth(b.sources).check().level()).isEqualTo(HealthResult.Level.OK);

    cluster.own(CAM, "b");
    b.awaitState(CAM, ONLINE);
    assertThat(a.awaitState(CAM, STANDBY).reason()).isEqualTo("runs on node b");
    Bench.await(() -> open.get() == 1, () -> open + " are open");

    cluster.own(CAM, "");
    assertThat(b.awaitState(CAM, STANDBY).reason()).isEqualTo("no node runs it yet");
    Bench.await(() -> open.get() == 0, () -> open + " are open");
  }

  @Test
  void onlyTheOwnerTellsOfItsStates() {
    cameras();
    a.awaitState(CAM, ONLINE);
    b.awaitState(CAM, STANDBY);
    cluster.own(CAM, "b");
    b.awaitState(CAM, ONLINE);
    a.awaitState(CAM, STANDBY);
    Bench.await(() -> b.kindsOf(CAM).contains("source.online"), () -> b.kindsOf(CAM).toString());
    assertThat(b.kindsOf(CAM)).endsWith("source.starting", "source.online");
    assertThat(b.kindsOf(CAM)).doesNotContain("source.standby");
    assertThat(a.kindsOf(CAM)).doesNotContain("source.standby");
    assertThat(b.bus.changes()).extracting(Change::facts).last().asString().contains("node=b");
  }

  @Test
  void aPluginThatIsMissingIsSaidOnAnyNode() {
    b.configure(CAM, ".secret", SECRET);
    b.awaitState(CAM, WAITING_PLUGIN);
    b.install(onB);
    b.awaitState(CAM, STANDBY);
  }

  @Test
  void aNodeWithoutTheMajorityClosesAllAndOpensItAgain() {
    cameras();
    a.awaitState(CAM, ONLINE);
    cluster.work("a", false);
    assertThat(a.awaitState(CAM, STANDBY).reason()).contains("not with the majority");
    assertThat(open).hasValue(0);
    cluster.work("a", true);
    a.awaitState(CAM, ONLINE);
  }

  @Test
  void whatIsCutOffHandsNothingIn() throws Exception {
    cameras();
    a.awaitState(CAM, ONLINE);
    cluster.own(CAM, "b");
    assertThatThrownBy(() -> onA.contexts.get(0).state().put("cursor", "9"))
        .isInstanceOf(IOException.class);
    a.awaitState(CAM, STANDBY);
  }

  @Test
  void theOwnershipThatComesBackAtOnceOpensItAnew() {
    cameras();
    a.awaitState(CAM, ONLINE);
    for (int i = 0; i < 20; i++) {
      cluster.own(CAM, "b");
      cluster.own(CAM, "a");
    }
    b.awaitState(CAM, STANDBY);
    a.awaitState(CAM, ONLINE);
    Bench.await(() -> open.get() == 1, () -> open + " are open");
    // "online" may still be that of a session which one of the moves is about to close
    Bench.await(
        () -> keeps(onA.contexts.get(onA.contexts.size() - 1)), () -> "the last session is shut");
  }

  @Test
  void aSourceThatWaitsToTryAgainIsTriedAtOnceByItsNextOwner() {
    broken.set(true);
    cameras();
    a.awaitState(CAM, OFFLINE);
    broken.set(false);
    cluster.own(CAM, "b");
    b.awaitState(CAM, ONLINE);
    a.awaitState(CAM, STANDBY);
    assertThat(most).hasValue(1);
  }

  @Test
  void oneThatIsQuarantinedMayTryElsewhereAndAgain() {
    FakeSourcePlugin bad =
        new FakeSourcePlugin(
            (config, context) -> {
              throw new IllegalStateException("boom");
            });
    a.install(bad);
    b.install(onB);
    a.configure(CAM, ".secret", SECRET);
    b.configure(CAM, ".secret", SECRET);
    a.awaitState(CAM, QUARANTINED);
    cluster.own(CAM, "b");
    a.awaitState(CAM, STANDBY);
    b.awaitState(CAM, ONLINE);
  }

  @Test
  void bookmarksMoveWithTheSource() throws Exception {
    cameras();
    a.awaitState(CAM, ONLINE);
    onA.contexts.get(0).state().put("cursor", "41");
    onA.contexts.get(0).state().put("cursor", "42");
    cluster.own(CAM, "b");
    b.awaitState(CAM, ONLINE);
    assertThat(onB.contexts.get(0).state().get("cursor")).contains("42");
    onB.contexts.get(0).state().put("cursor", "43");
    cluster.own(CAM, "a");
    Bench.await(() -> onA.contexts.size() == 2, () -> onA.contexts.toString());
    assertThat(onA.contexts.get(1).state().get("cursor")).contains("43");
  }

  // --- pictures of a camera that runs elsewhere ---

  @Test
  void aSnapshotComesFromTheOwner() throws Exception {
    cameras();
    a.awaitState(CAM, ONLINE);
    b.awaitState(CAM, STANDBY);
    Picture picture =
        b.sources
            .snapshot(CAM, Duration.ofSeconds(2))
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS);
    assertThat(picture.toByteArray()).endsWith(1);
    assertThat(picture.takenAt()).isEqualTo(Instant.ofEpochMilli(7));
    broken.set(true);
    assertThatThrownBy(
            () ->
                b.sources
                    .snapshot(CAM, Duration.ofSeconds(2))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS))
        .rootCause()
        .hasMessageContaining("the lens is covered");
    assertThatThrownBy(
            () ->
                b.platform
                    .elsewhere()
                    .snapshot("b", CAM, Duration.ofSeconds(2))
                    .get(5, TimeUnit.SECONDS))
        .as("no question goes round in circles")
        .rootCause()
        .hasMessageContaining("not here any more");
  }

  @Test
  void aStreamComesFromTheOwnerUntilItMoves() throws Exception {
    cameras();
    a.awaitState(CAM, ONLINE);
    b.awaitState(CAM, STANDBY);
    List<Picture> pictures = new CopyOnWriteArrayList<>();
    List<String> ends = new CopyOnWriteArrayList<>();
    AutoCloseable left = b.sources.watch(CAM, pictures::add, ends::add);
    Bench.await(() -> pictures.size() >= 2, () -> pictures + " " + ends);
    left.close();

    AutoCloseable stays = b.sources.watch(CAM, pictures::add, ends::add);
    cluster.own(CAM, "b");
    Bench.await(() -> ends.size() == 1, () -> ends.toString());
    stays.close();
  }

  @Test
  void aRestartGoesToTheOwner() {
    cameras();
    a.awaitState(CAM, ONLINE);
    b.awaitState(CAM, STANDBY);
    assertThat(b.sources.restart(CAM)).isTrue();
    Bench.await(() -> onA.contexts.size() == 2, () -> onA.contexts.toString());
  }

  // --- sources that are spoken to ---

  @Test
  void webhooksAreOpenOnEveryNodeAndTheRestOnTheOwner() throws Exception {
    hooks();
    a.awaitState(HOOK, ONLINE);
    assertThat(b.awaitState(HOOK, STANDBY).reason()).isEqualTo("runs on node a");
    awaitWays(a, HOOK, HOOK + "/Udp");
    awaitWays(b, HOOK);
    assertThat(decode(a)).isEqualTo("one");
    assertThat(decode(b)).isEqualTo("one");

    Object door = b.transport.open.get(HOOK);
    cluster.own(HOOK, "b");
    b.awaitState(HOOK, ONLINE);
    a.awaitState(HOOK, STANDBY);
    awaitWays(a, HOOK);
    awaitWays(b, HOOK, HOOK + "/Udp");
    assertThat(b.transport.open.get(HOOK)).as("is never closed meanwhile").isSameAs(door);
  }

  @Test
  void withoutTheMajoritySendersAreToldToComeAgain() throws Exception {
    hooks();
    a.awaitState(HOOK, ONLINE);
    b.awaitState(HOOK, STANDBY);
    cluster.work("a", false);
    cluster.work("b", false);
    a.awaitState(HOOK, STANDBY);
    awaitWays(a, HOOK);
    Bench.await(() -> b.info(HOOK).reason().contains("majority"), () -> b.info(HOOK).reason());
    for (Bench bench : List.of(a, b)) {
      assertThatThrownBy(() -> decode(bench))
          .isInstanceOf(DecoderUnavailable.class)
          .hasMessageContaining("not with the majority");
    }
    cluster.work("b", true);
    Bench.await(() -> b.info(HOOK).reason().contains("node a"), () -> b.info(HOOK).reason());
    assertThat(decode(b)).isEqualTo("one");
  }

  // --- whether there are others ---

  @Test
  void aNodeThatStartsRunsNothingBeforeItKnowsWhetherItIsAlone() {
    AtomicBoolean isThere = new AtomicBoolean(true);
    Ownership ownership = Ownership.unknown(isThere::get);
    List<String> told = new CopyOnWriteArrayList<>();
    ownership.onChange(() -> told.add(ownership.of(CAM).reason()));
    assertThat(ownership.of(CAM)).isEqualTo(Stand.UNKNOWN);
    ownership.ingestCame();
    assertThat(ownership.of(CAM)).as("a cluster that is not bound yet").isEqualTo(Stand.UNKNOWN);
    ownership.came(cluster.node("b"));
    assertThat(ownership.of(CAM)).isEqualTo(Stand.on("a"));
    ownership.went(cluster.node("b"));
    assertThat(ownership.of(CAM)).as("others may run it").isEqualTo(Stand.UNKNOWN);
    isThere.set(false);
    ownership.ingestCame();
    assertThat(ownership.of(CAM)).isEqualTo(Stand.HERE);
    assertThat(told).endsWith("runs on node a", Stand.UNKNOWN.reason(), "");
  }
}
