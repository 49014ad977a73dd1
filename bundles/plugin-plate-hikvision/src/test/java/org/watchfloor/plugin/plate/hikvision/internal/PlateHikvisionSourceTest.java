package org.watchfloor.plugin.plate.hikvision.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.StateStore;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.Samples;
import org.watchfloor.testkit.SessionContext;

class PlateHikvisionSourceTest {
  private static final String SECRET = "a-secret-of-the-test";

  private final SessionContext context = new SessionContext("plate-hikvision~gate");
  private final HikvisionDevice device = new HikvisionDevice(SECRET);
  private Source source;

  PlateHikvisionSourceTest() throws Exception {}

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
    device.close();
  }

  /** {@code --boundary\n\r\n}, as a camera was seen to frame its alerts. */
  @Test
  void theRecordedAlertComesWithItsPicturesThroughTheFramingOfARealCamera() throws Exception {
    pull();
    String path = "camera/hikvision/EventNotificationAlert/pir.xml";
    byte[] other = recorded(path);
    byte[] alert = recorded("lpr/hikvision/anpr.xml");
    device.send(odd(Bodies.xml(other)));
    device.send(odd(Bodies.xml(alert)));
    device.send(odd(Bodies.picture("", Bodies.jpeg(1))));
    device.send(odd(Bodies.picture("", Bodies.jpeg(2))));
    await(() -> !context.signals().isEmpty());
    Signal signal = context.signals().get(0);
    assertThat(((PlateRead) signal.detail()).plate()).isEqualTo("PECT600");
    assertThat(signal.media()).extracting(MediaRef::role).containsExactly("plate", "scene");
    assertThat(context.media()).hasSize(2);
    assertThat(context.media().get(1).toByteArray()).isEqualTo(Bodies.jpeg(2));
  }

  @Test
  void aReadDoesNotWaitForPicturesThatDoNotCome() throws Exception {
    pull();
    byte[] alert = Samples.own(getClass(), "anpr.xml");
    device.send(Bodies.xml(alert));
    device.send(Bodies.picture("licensePlatePicture.jpg", Bodies.jpeg(1)));
    await(() -> !context.signals().isEmpty());
    assertThat(context.signals().get(0).media()).hasSize(1);

    device.send(Bodies.xml(alert));
    device.send(Bodies.xml(alert));
    await(() -> context.signals().size() >= 2);
    assertThat(context.signals().get(1).media()).as("the next alert ends the wait").isEmpty();
  }

  @Test
  void aPictureThatIsNoneCostsNoRead() throws Exception {
    pull();
    device.send(Bodies.xml(Samples.own(getClass(), "anpr.xml")));
    device.send(Bodies.picture("", Bodies.text("<ResponseStatus/>")));
    device.send(Bodies.picture("", new byte[Settings.MAX_BYTES + 1]));
    await(() -> !context.signals().isEmpty());
    assertThat(context.signals().get(0).media()).isEmpty();
  }

  @Test
  void anAlertThatBreaksItsFormatEndsNothing() throws Exception {
    pull();
    device.send(Bodies.xml(Bodies.text("<EventNotificationAlert><ANPR>")));
    device.happen(1);
    await(() -> !context.signals().isEmpty());
    assertThat(context.reports())
        .extracting(SourceStatus::state)
        .containsExactly(
            SourceStatus.State.ONLINE, SourceStatus.State.DEGRADED, SourceStatus.State.ONLINE);
    assertThat(source.diagnostics()).containsEntry("malformed", 1L).containsEntry("parts", 2L);
  }

  @Test
  void whileTheCenterIsFullTheReadWaitsAndIsNotLost() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    context.answer(
        signal ->
            tries.incrementAndGet() < 3
                ? Receipt.refused(Receipt.Status.OVERLOADED, "full")
                : Receipt.accepted(1));
    pull();
    device.happen(2);
    await(() -> context.signals().size() == 2);
    assertThat(tries).hasValue(4);
  }

  @Test
  void whatTheDevicePostsIsTakenByAWebhookWithItsOwnSecret() throws Exception {
    Receiving receiving = new Receiving();
    source = open(Map.of("_secret", SECRET), receiving);
    source.start();
    assertThat(context.reports()).containsExactly(SourceStatus.online());
    assertThat(receiving.way.secret().value()).isEqualTo(SECRET);
    assertThat(receiving.way.maxBytes()).isEqualTo(8 << 20);
    byte[] form = Bodies.form(Samples.own(getClass(), "anpr.xml"));
    assertThat(receiving.decoder.decode(Bodies.message(form, Bodies.FORM)).signals()).hasSize(1);
    assertThat(device.contacts()).isZero();
  }

  @Test
  void somethingElseAtTheAddressIsSaid() throws Exception {
    source = open(Map.of("address", device.address() + "/"), context);
    assertThatThrownBy(source::start)
        .isInstanceOf(SourceException.class)
        .hasMessage("the device asks for a sign-in: set user and .password");
  }

  private void pull() throws Exception {
    source =
        open(Map.of("address", device.address(), "user", "rtcc", "_password", SECRET), context);
    source.start();
  }

  private static Source open(Map<String, Object> values, SourceContext with) throws Exception {
    return new PlateHikvisionPlugin().open(Configs.of(PlateHikvisionConfig.class, values), with);
  }

  private static byte[] odd(byte[] part) {
    byte[] delimiter = Bodies.text("--boundary\r\n");
    byte[] rest = java.util.Arrays.copyOfRange(part, delimiter.length, part.length);
    return Bodies.join(Bodies.text("--boundary\n\r\n"), rest);
  }

  private static byte[] recorded(String path) throws Exception {
    Optional<byte[]> body = Samples.recorded(path);
    assumeTrue(body.isPresent(), "skipped: recorded messages are absent");
    return body.orElseThrow();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** A platform that opens webhooks. */
  private final class Receiving implements SourceContext {
    private Inbound.Webhook way;
    private Decoder decoder;

    @Override
    public void receive(Inbound.Webhook asked, Decoder behind) {
      way = asked;
      decoder = behind;
    }

    @Override
    public String sourceId() {
      return context.sourceId();
    }

    @Override
    public SignalSink sink() {
      return context.sink();
    }

    @Override
    public void report(SourceStatus status) {
      context.report(status);
    }

    @Override
    public void fail(SourceException cause) {
      context.fail(cause);
    }

    @Override
    public ScheduledExecutorService scheduler() {
      return context.scheduler();
    }

    @Override
    public StateStore state() {
      return context.state();
    }

    @Override
    public Clock clock() {
      return context.clock();
    }
  }
}
