package org.watchfloor.plugin.plate.opencv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.SessionContext;

class CameraPlatesTest {
  private final OneCamera cameras = new OneCamera();
  private final OneCamera.Device camera = cameras.add();
  private final SessionContext context = new SessionContext("plate-opencv~test");
  private Source source;

  @BeforeEach
  void start() throws Exception {
    source =
        new PlateOpencvPlugin(new WrittenPlates(), cameras)
            .open(
                PlateOpencvContractTest.config(
                    Map.of("camera", camera.id, "interval_millis", 50, "region", "us")),
                context);
    source.start();
  }

  @AfterEach
  void stop() {
    source.close();
    context.close();
  }

  @Test
  void aVehicleThatPassesIsOneReadWithItsPictures() throws Exception {
    camera.pass("ABC1234");
    await(() -> !context.signals().isEmpty());
    Signal signal = context.signals().get(0);
    assertThat(signal.kind()).isEqualTo(Kind.PLATE_READ);
    assertThat(signal.device()).isEqualTo(camera.id);
    assertThat(signal.location()).isEqualTo(Optional.of(OneCamera.PLACE));
    assertThat(signal.media()).extracting(MediaRef::role).containsExactly("plate", "scene");
    PlateRead read = (PlateRead) signal.detail();
    assertThat(read.plate()).isEqualTo("ABC1234");
    assertThat(read.region()).isEqualTo("us");
    assertThat(read.confidence().orElseThrow()).isGreaterThan(0.95);
    assertThat(read.characters()).hasSize(7);
    assertThat(context.signals()).hasSize(1);
    assertThat(source.diagnostics()).containsEntry("submitted", 1);
  }

  @Test
  void whatIsSeenInOnePictureOnlyIsDropped() throws Exception {
    camera.show("XYZ999");
    camera.pass("ABC1234");
    await(() -> !context.signals().isEmpty());
    assertThat(((PlateRead) context.signals().get(0).detail()).plate()).isEqualTo("ABC1234");
  }

  @Test
  void aPictureThatIsNoneIsSaidAndTheNextIsRead() throws Exception {
    context.reports().clear();
    camera.show("boom");
    await(
        () ->
            context.reports().stream()
                .anyMatch(
                    r ->
                        r.state() == SourceStatus.State.DEGRADED
                            && r.reason().contains("neither JPEG nor PNG")));
    camera.pass("ABC1234");
    await(() -> !context.signals().isEmpty());
  }

  @Test
  void aStreamThatEndsIsWorthARetry() throws Exception {
    camera.end("the camera went away");
    await(() -> !context.failures().isEmpty());
    SourceException failure = context.failures().take();
    assertThat(failure.kind()).isEqualTo(SourceException.Kind.RETRY);
    assertThat(failure).hasMessage("the camera went away");
  }

  @Test
  void closedNobodyLooks() {
    assertThat(camera.viewers()).isEqualTo(1);
    source.close();
    assertThat(camera.viewers()).isZero();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 10 s").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
