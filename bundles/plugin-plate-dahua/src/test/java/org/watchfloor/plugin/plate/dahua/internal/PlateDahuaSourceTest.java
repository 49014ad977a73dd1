package org.watchfloor.plugin.plate.dahua.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.Samples;
import org.watchfloor.testkit.SessionContext;

class PlateDahuaSourceTest {
  private static final String SECRET = "a-secret-of-the-test";

  private final SessionContext context = new SessionContext("plate-dahua~gate");
  private final DahuaDevice device = new DahuaDevice(SECRET);
  private Source source;

  PlateDahuaSourceTest() throws Exception {}

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
    device.close();
  }

  @Test
  void aReadComesWithThePictureBehindIt() throws Exception {
    open(Map.of());
    device.stream.send(Bodies.part("text/plain", Bodies.text("Heartbeat")));
    byte[] lines = Samples.own(getClass(), "junction-lines.txt");
    device.stream.send(Bodies.part("text/plain", lines));
    byte[] jpeg = Bodies.join(Bodies.jpeg(1), Bodies.text("--myboundary\r\n"), Bodies.jpeg(2));
    device.stream.send(Bodies.part("image/jpeg", jpeg));
    device.stream.send(Bodies.part("text/plain", Bodies.text("Heartbeat")));
    await(() -> !context.signals().isEmpty());
    assertThat(context.signals().get(0).media())
        .extracting(MediaRef::role)
        .containsExactly("scene");
    assertThat(context.media().get(0).toByteArray()).isEqualTo(jpeg);
    assertThat(device.stream.asked())
        .containsExactly(
            "/cgi-bin/snapManager.cgi?action=attachFileProc&Flags[0]=Event"
                + "&Events=[TrafficJunction]&heartbeat=5");
  }

  @Test
  void aReadDoesNotWaitForAPictureThatDoesNotCome() throws Exception {
    open(Map.of());
    device.stream.send(Bodies.part("text/plain", Samples.own(getClass(), "junction-lines.txt")));
    await(() -> !context.signals().isEmpty());
    assertThat(context.signals().get(0).media()).isEmpty();
  }

  /** The recorded stream holds no plate; one is told in its framing right behind it. */
  @Test
  void theFramingOfTheRecordedStreamIsUnderstood() throws Exception {
    Optional<byte[]> recorded = Samples.recorded("camera/dahua/eventManager-attach.mime");
    assumeTrue(recorded.isPresent(), "skipped: recorded messages are absent");
    open(Map.of("pictures", false, "codes", "TrafficJunction, TrafficParking"));
    device.stream.send(recorded.get());
    device.happen(1);
    await(() -> !context.signals().isEmpty());
    assertThat(source.diagnostics()).containsEntry("parts", 5L).containsEntry("malformed", 0L);
    assertThat(device.stream.asked())
        .containsExactly(
            "/cgi-bin/eventManager.cgi?action=attach&codes=[TrafficJunction,TrafficParking]"
                + "&heartbeat=5");
  }

  /** As a camera was seen to write it. */
  @Test
  void aLengthOfZeroIsNotBelieved() throws Exception {
    open(Map.of("pictures", false));
    String event = new String(Samples.own(getClass(), "junction.txt"), "UTF-8");
    String head = "--myboundary\nContent-Type: text/plain\nContent-Length:0\n\n";
    device.stream.send(Bodies.text(head + event + "\n\n" + head + "Heartbeat\n\n--myboundary\n"));
    await(() -> !context.signals().isEmpty());
  }

  @Test
  void readsThatAreRefusedAreSaidUntilOneIsGood() throws Exception {
    open(Map.of("pictures", false));
    String event = new String(Samples.own(getClass(), "junction.txt"), "UTF-8");
    String local = event.replaceAll("\"RealUTC\" : [0-9]+,", "");
    device.stream.send(Bodies.part("text/plain", Bodies.text(local)));
    device.happen(1);
    await(() -> !context.signals().isEmpty());
    assertThat(context.reports())
        .containsExactly(
            SourceStatus.online(),
            SourceStatus.degraded(
                "the newest message breaks its format: RealUTC: is missing, and UTC is local time;"
                    + " set timeZone to the camera's"),
            SourceStatus.online());
  }

  private void open(Map<String, Object> values) throws Exception {
    Map<String, Object> all = new HashMap<>(values);
    all.put("address", device.stream.address());
    all.put("user", DahuaDevice.USER);
    all.put("_password", SECRET);
    source = new PlateDahuaPlugin().open(Configs.of(PlateDahuaConfig.class, all), context);
    source.start();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
