package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.SourceException;

class CameraTest {
  private static final String ID = "fake-cam~north";
  private static final Picture PICTURE =
      Picture.ofJpeg(
          Instant.EPOCH, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0});

  private final Bench bench = new Bench();
  private final Camera camera = new Camera();
  private final CountDownLatch release = new CountDownLatch(1);
  private @Nullable Plugin installed;

  /** A camera that is moved by the test. */
  private final class Camera implements CameraSource {
    final AtomicInteger watches = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile @Nullable Consumer<Picture> onPicture;
    volatile @Nullable Consumer<String> onEnd;
    volatile boolean hangs;
    volatile @Nullable String broken;

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public CompletionStage<Picture> snapshot(Duration deadline) {
      while (hangs && release.getCount() > 0) {
        Thread.onSpinWait();
      }
      return broken == null
          ? CompletableFuture.completedStage(PICTURE)
          : CompletableFuture.failedStage(new SourceException(SourceException.Kind.RETRY, broken));
    }

    @Override
    public AutoCloseable watch(Consumer<Picture> pictures, Consumer<String> end)
        throws SourceException {
      if (broken != null) {
        throw new SourceException(SourceException.Kind.RETRY, broken);
      }
      watches.incrementAndGet();
      onPicture = pictures;
      onEnd = end;
      return closed::incrementAndGet;
    }
  }

  @AfterEach
  void close() {
    release.countDown();
    bench.close();
  }

  private void online() {
    installed = bench.install(new FakeSourcePlugin((config, context) -> camera));
    bench.configure(ID, ".secret", "open-sesame");
    bench.awaitState(ID, ONLINE);
  }

  private static final class Watching {
    final List<Picture> pictures = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();
  }

  private AutoCloseable watch(Watching watching) {
    return bench.sources.watch(ID, watching.pictures::add, watching.ends::add);
  }

  private CompletableFuture<Picture> snapshot() {
    return bench.sources.snapshot(ID, Duration.ofMillis(500)).toCompletableFuture();
  }

  @Test
  void aSnapshotOrTheReasonInWords() throws Exception {
    assertThatThrownBy(() -> snapshot().get())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("there is no source " + ID);
    online();
    assertThat(snapshot().get(5, TimeUnit.SECONDS)).isSameAs(PICTURE);
    camera.broken = "401 for open-sesame";
    assertThatThrownBy(() -> snapshot().get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("401 for ***");
    bench.sources.gone(installed);
    assertThatThrownBy(() -> snapshot().get(5, TimeUnit.SECONDS))
        .hasMessageContaining("is waiting-plugin");
  }

  @Test
  void theDeadlineHoldsEvenIfThePluginHangs() {
    online();
    camera.hangs = true;
    long begin = System.nanoTime();
    assertThatThrownBy(() -> snapshot().get(5, TimeUnit.SECONDS))
        .hasMessageContaining("no picture within 500 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(450), Duration.ofSeconds(3));
  }

  @Test
  void oneStreamServesAllAndEndsWithTheLast() throws Exception {
    online();
    Watching one = new Watching();
    Watching two = new Watching();
    AutoCloseable first = watch(one);
    AutoCloseable second = watch(two);
    Bench.await(() -> camera.watches.get() == 1, () -> "no stream");
    Bench.await(
        () -> {
          camera.onPicture.accept(PICTURE);
          return !one.pictures.isEmpty() && !two.pictures.isEmpty();
        },
        () -> "no picture");
    first.close();
    int seen = one.pictures.size();
    int other = two.pictures.size();
    Bench.await(
        () -> {
          camera.onPicture.accept(PICTURE);
          return two.pictures.size() > other + 3;
        },
        () -> "no more pictures");
    assertThat(one.pictures.size()).isLessThanOrEqualTo(seen + 1);
    assertThat(camera.closed).hasValue(0);
    second.close();
    Bench.await(() -> camera.closed.get() == 1, () -> "stream still open");
    assertThat(camera.watches).hasValue(1);
    assertThat(one.ends).isEmpty();
    watch(one);
    Bench.await(() -> camera.watches.get() == 2, () -> "no second stream");
  }

  @Test
  void aSlowViewerLosesPicturesAndHoldsUpNobody() throws Exception {
    online();
    CountDownLatch slow = new CountDownLatch(1);
    AtomicInteger slowSaw = new AtomicInteger();
    bench.sources.watch(
        ID,
        picture -> {
          slowSaw.incrementAndGet();
          try {
            slow.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        reason -> {});
    Watching quick = new Watching();
    watch(quick);
    Bench.await(() -> camera.onPicture != null, () -> "no stream");
    Bench.await(
        () -> {
          camera.onPicture.accept(PICTURE);
          return quick.pictures.size() > 20;
        },
        () -> "held up");
    assertThat(slowSaw).hasValue(1);
    slow.countDown();
  }

  @Test
  void whoWatchesIsToldTheEndOnce() {
    online();
    Watching watching = new Watching();
    watch(watching);
    Bench.await(() -> camera.onEnd != null, () -> "no stream");
    camera.onEnd.accept("motor failure");
    Bench.await(() -> watching.ends.size() == 1, () -> "no end");
    assertThat(watching.ends.get(0)).isEqualTo("the camera ended the stream: motor failure");

    Watching again = new Watching();
    watch(again);
    Bench.await(() -> camera.watches.get() == 2, () -> "no second stream");
    bench.sources.gone(installed);
    Bench.await(() -> again.ends.size() == 1, () -> "no end");
    assertThat(again.ends.get(0)).contains(ID, "was closed", "has lost its plugin");

    Watching late = new Watching();
    watch(late);
    Bench.await(() -> late.ends.size() == 1, () -> "no end");
    assertThat(late.ends.get(0)).contains("waiting-plugin");
    assertThat(watching.ends).hasSize(1);
  }

  @Test
  void aStreamThatCannotBeOpenedSaysWhy() {
    online();
    camera.broken = "503";
    Watching watching = new Watching();
    watch(watching);
    Bench.await(() -> watching.ends.size() == 1, () -> "no end");
    assertThat(watching.ends.get(0)).isEqualTo("the stream cannot be opened: 503");
    Watching nobody = new Watching();
    bench.sources.watch("fake-cam~nobody", nobody.pictures::add, nobody.ends::add);
    Bench.await(() -> nobody.ends.size() == 1, () -> "no end");
    assertThat(nobody.ends.get(0)).isEqualTo("there is no source fake-cam~nobody");
  }
}
