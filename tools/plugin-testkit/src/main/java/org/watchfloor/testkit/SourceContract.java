package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * What every session plugin must hold, without a container. Extend it, give the plugin, a good
 * configuration and a fake device; the rules are inherited. A method's name carries its rule. What
 * a device with events must hold besides is in {@link EventSourceContract}.
 *
 * @param <C> the plugin's configuration type
 */
@Timeout(60)
public abstract class SourceContract<C> {
  private static final Duration ONLINE_WITHIN = Duration.ofSeconds(10);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private FakeDevice device;
  private SessionContext context;

  protected abstract SourcePlugin<C> plugin();

  /** A device that is on. Closed by the contract. */
  protected abstract FakeDevice newDevice() throws Exception;

  /** How the device can be; where a mode is not, the tests that need it say so and are skipped. */
  protected Set<FakeDevice.Mode> modes() {
    return EnumSet.allOf(FakeDevice.Mode.class);
  }

  /** One that works with the device; its secret, if it has one, is {@link #secret()}. */
  protected abstract C goodConfig(FakeDevice device);

  /** Configurations that can never work, by the key that is wrong in them. */
  protected abstract Map<String, C> badConfigs();

  /** Name of the folder without {@code plugin-}. */
  protected abstract String folder();

  protected String secret() {
    return "a-secret-of-the-kit";
  }

  /** That a source that was started does what it is for. A camera gives a picture. */
  protected void assertWorks(Source source, SessionContext its) throws Exception {
    CameraSource camera = assertInstanceOf(CameraSource.class, source, "override assertWorks");
    assertNotNull(camera.snapshot(Duration.ofSeconds(5)).toCompletableFuture().get());
  }

  /** The same, with the device that it speaks to. */
  protected void assertWorks(Source source, SessionContext its, FakeDevice with) throws Exception {
    assertWorks(source, its);
  }

  @BeforeEach
  final void switchOn() throws Exception {
    device = keep(newDevice());
    context = keep(new SessionContext(folder() + "~test"));
  }

  @AfterEach
  final void switchOff() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void required_src01_openDoesLittle() throws Exception {
    open(device, context);
    long began = System.nanoTime();
    open(device, context);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(millis < 100, "open took " + millis + " ms");
    assertEquals(0, device.contacts(), "open spoke to the device");
  }

  @Test
  void required_src02_infoIsConstantAndNamedAsTheFolder() throws Exception {
    PluginRules.info(() -> plugin().info(), plugin().configType(), folder());
  }

  @Test
  void required_src03_startReachesOnline() throws Exception {
    Source source = open(device, context);
    source.start();
    assertOnline(context);
    assertWorks(source, context, device);
    assertTrue(context.failures().isEmpty(), context.failures()::toString);
  }

  @Test
  void required_src07_noSignalAfterClose() throws Exception {
    Source source = open(device, context);
    source.start();
    assertOnline(context);
    source.close();
    context.die();
    context.runWhatIsLeft();
    assertTrue(context.idleWithin(CLOSE_WITHIN), "a thread of the scheduler is held");
    assertEquals(0, context.late(), "submitted or kept after close returned");
  }

  @Test
  void required_src08_closeIsQuickAndTwiceIsHarmless() throws Exception {
    close(open(device, context));
    Source source = open(device, context);
    source.start();
    close(source);
    assertDoesNotThrow(source::close);
    assertTrue(context.idleWithin(CLOSE_WITHIN), "a thread of the scheduler is held");
  }

  @Test
  void required_src08_closeEndsAStart() throws Exception {
    needs(FakeDevice.Mode.SILENT);
    device.behave(FakeDevice.Mode.SILENT);
    Source source = open(device, context);
    Starter starter = Starter.start(source);
    awaitContact();
    close(source);
    assertInstanceOf(Exception.class, starter.end(CLOSE_WITHIN));
  }

  @Test
  void required_src09_leavesNoThreadSocketOrFile() throws Exception {
    live(); // what the virtual machine and libraries make once for all stays
    Leaks before = Leaks.now();
    live();
    assertEquals(List.of(), before.left());
  }

  @Test
  void required_src10_anInterruptEndsAStart() throws Exception {
    needs(FakeDevice.Mode.SILENT);
    device.behave(FakeDevice.Mode.SILENT);
    Starter starter = Starter.start(open(device, context));
    awaitContact();
    starter.interrupt();
    assertInstanceOf(InterruptedException.class, starter.end(Duration.ofSeconds(1)));
  }

  @Test
  void required_src11_aDeviceThatIsOffIsWorthARetry() throws Exception {
    device.close();
    assertEquals(Kind.RETRY, refusal(open(device, context)).kind());
  }

  @Test
  void required_src11_aWrongPasswordWaitsForAnother() throws Exception {
    needs(FakeDevice.Mode.WRONG_PASSWORD);
    device.behave(FakeDevice.Mode.WRONG_PASSWORD);
    assertEquals(Kind.AUTH, refusal(open(device, context)).kind());
  }

  @Test
  void required_src11_nonsenseIsRefusedAsConfig() {
    badConfigs()
        .forEach(
            (key, bad) ->
                PluginRules.refusal(key, secret(), () -> keep(plugin().open(bad, context))));
    assertEquals(0, device.contacts(), "open spoke to the device");
  }

  @Test
  void required_src17_noSecretInAnyWords() throws Exception {
    Words words = new Words(secret());
    try (words) {
      Source source = open(device, context);
      source.start();
      assertOnline(context);
      words.add(source.toString(), source.diagnostics());
      source.close();
      if (modes().contains(FakeDevice.Mode.WRONG_PASSWORD)) {
        device.behave(FakeDevice.Mode.WRONG_PASSWORD);
        words.add(refusal(open(device, context)));
      }
      device.close();
      words.add(refusal(open(device, context)));
      words.add(context.reports());
      context.failures().forEach(words::add);
    }
    assertEquals(List.of(), words.withSecret());
  }

  @Test
  void required_src19_twoSourcesDoNotInfluenceEachOther() throws Exception {
    FakeDevice other = keep(newDevice());
    SessionContext its = keep(new SessionContext(folder() + "~other"));
    Source source = open(device, context);
    Source neighbour = open(other, its);
    neighbour.start();
    source.start();
    assertOnline(its);
    other.close();
    neighbour.close();
    its.close();
    assertWorks(source, context, device);
    assertTrue(context.failures().isEmpty(), context.failures()::toString);
  }

  @Test
  void required_src20_everyKeyIsExplainedAndSecretsAreMarked() throws Exception {
    PluginRules.keys(plugin().configType());
  }

  @Test
  void required_doc01_readmeHasEveryHeadingInOrderAndEveryKey() throws Exception {
    PluginRules.readme(plugin().info(), plugin().configType());
  }

  @Test
  void required_kind01_descriptorsHoldASchema() {
    PluginRules.kinds(plugin().info());
  }

  /** One life of a source, with a device and a platform of its own. */
  private void live() throws Exception {
    try (FakeDevice its = newDevice();
        SessionContext platform = new SessionContext(folder() + "~life");
        Source source = plugin().open(goodConfig(its), platform)) {
      source.start();
      assertOnline(platform);
      assertWorks(source, platform, its);
    }
  }

  private Source open(FakeDevice with, SessionContext its) throws SourceException {
    return keep(plugin().open(goodConfig(with), its));
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private void needs(FakeDevice.Mode mode) {
    if (!modes().contains(mode)) {
      String why = "skipped: the fake device of " + folder() + " has no mode " + mode;
      System.out.println(why);
      Assumptions.abort(why);
    }
  }

  static void assertOnline(SessionContext its) throws InterruptedException {
    long end = System.nanoTime() + ONLINE_WITHIN.toNanos();
    SourceStatus last = SourceStatus.offline("nothing reported");
    while (last.state() != SourceStatus.State.ONLINE) {
      SourceStatus next = its.reports().poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(next, "not ONLINE in time but " + last + ", gave up: " + its.failures());
      last = next;
    }
  }

  private static void close(Source source) {
    long began = System.nanoTime();
    source.close();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(CLOSE_WITHIN) < 0, "close took " + took);
  }

  private static SourceException refusal(Source source) {
    return assertThrows(SourceException.class, source::start);
  }

  private void awaitContact() throws InterruptedException {
    long end = System.nanoTime() + ONLINE_WITHIN.toNanos();
    while (device.contacts() == 0) {
      assertTrue(System.nanoTime() < end, "start did not speak to the device");
      Thread.sleep(5);
    }
  }
}
