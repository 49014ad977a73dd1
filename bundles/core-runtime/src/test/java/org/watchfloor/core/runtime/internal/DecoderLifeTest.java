package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.watchfloor.core.api.runtime.SourceState.OFFLINE;
import static org.watchfloor.core.api.runtime.SourceState.ONLINE;
import static org.watchfloor.core.api.runtime.SourceState.QUARANTINED;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_AUTH;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_CONFIG;
import static org.watchfloor.core.api.runtime.SourceState.WAITING_PLUGIN;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class DecoderLifeTest {
  private static final String ID = "fake-hook~north";

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private FakeDecoderPlugin online(Decoder decoder) {
    FakeDecoderPlugin plugin = new FakeDecoderPlugin(decoder);
    bench.install(plugin);
    configure();
    bench.awaitState(ID, ONLINE);
    return plugin;
  }

  private void configure() {
    bench.configure(ID, ".secret", "open-sesame");
  }

  private GuardedDecoder door() {
    return bench.transport.open.get(ID);
  }

  private Decoded send(String text) throws Exception {
    return door().decode(FakeDecoderPlugin.message(text));
  }

  @Test
  void decodesAndCounts() throws Exception {
    online(
        message -> {
          if (message.text().equals("bad")) {
            throw new MalformedMessage("plate", "is empty");
          }
          return FakeDecoderPlugin.signal(message);
        });
    assertThat(send("one").signals()).extracting(Signal::vendorKey).containsExactly("one");
    assertThat(bench.info(ID).signals()).isZero();
    door().onDisk(1);
    assertThat(bench.info(ID).signals()).isEqualTo(1);
    assertThat(bench.info(ID).lastSignalAt()).isPresent();
    assertThatThrownBy(() -> send("bad"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("plate: is empty");
    assertThat(bench.info(ID).malformed()).isEqualTo(1);
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
    assertThat(bench.info(ID).camera()).isFalse();
  }

  @Test
  void theTransportSaysHowItIsConnectedAndGivesUp() throws Exception {
    online(FakeDecoderPlugin::signal);
    door().report(SourceStatus.offline("the broker does not answer"));
    bench.awaitState(ID, OFFLINE);
    assertThat(bench.info(ID).reason()).isEqualTo("the broker does not answer");
    door().refused(3);
    assertThat(bench.info(ID).malformed()).isEqualTo(3);
    door().report(SourceStatus.online());
    bench.awaitState(ID, ONLINE);

    door().fail(new SourceException(SourceException.Kind.AUTH, "the broker refuses open-sesame"));
    bench.awaitState(ID, WAITING_AUTH);
    assertThat(bench.info(ID).reason()).contains("the broker refuses").doesNotContain("sesame");
    assertThat(bench.transport.open).isEmpty();
  }

  @Test
  void aTransportThatGivesUpForNowIsOpenedAgain() throws Exception {
    online(FakeDecoderPlugin::signal);
    int before = bench.transport.opened.get();
    door().fail(new SourceException(SourceException.Kind.RETRY, "the port was taken away"));
    bench.awaitState(ID, OFFLINE);
    bench.awaitState(ID, ONLINE);
    assertThat(bench.transport.opened).hasValue(before + 1);
  }

  @Test
  void theDecoderIsCalledByOneThreadAtATimeWithItsLoader() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger foreign = new AtomicInteger();
    online(
        message -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread thread = Thread.currentThread();
          if (thread.getContextClassLoader() != FakeDecoderPlugin.class.getClassLoader()) {
            foreign.incrementAndGet();
          }
          thread.setContextClassLoader(null); // a careless library
          Thread.onSpinWait();
          inside.decrementAndGet();
          return FakeDecoderPlugin.signal(message);
        });
    ExecutorService senders = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 400; i++) {
      String text = "n" + i;
      senders.submit(() -> send(text));
    }
    senders.shutdown();
    assertThat(senders.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(foreign).hasValue(0);
  }

  @Test
  void mediaAreKeptBeforeTheSignalIsHandedOn() throws Exception {
    Media picture = Media.of(new byte[] {1, 2, 3}, "image/jpeg", "plate");
    online(
        message ->
            Decoded.of(
                List.of(
                    Signal.of(Kind.PLATE_READ, "k", Instant.EPOCH).media(picture.ref()).build()),
                List.of(picture)));
    send("x");
    assertThat(bench.media.kept).containsOnlyKeys(picture.ref().sha256());
    bench.media.broken = true;
    assertThatThrownBy(() -> send("x"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessageContaining("disk full");
    bench.platform.media().went(bench.media);
    assertThatThrownBy(() -> send("x"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessageContaining("media store is not running");
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
  }

  @Test
  void aDecoderThatHangsIsReplacedAndNeverEnteredTwice() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    FakeDecoderPlugin plugin =
        online(
            message -> {
              if (calls.incrementAndGet() == 1) {
                while (release.getCount() > 0) {
                  Thread.onSpinWait();
                }
              }
              return FakeDecoderPlugin.signal(message);
            });
    assertThatThrownBy(() -> send("one"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessage("decode did not return within 1000 ms");
    Bench.await(() -> plugin.openedPorts.size() == 2, () -> "not opened again");
    bench.awaitState(ID, ONLINE);
    assertThat(send("two").signals()).hasSize(1);
    assertThat(bench.kindsOf(ID)).contains("source.offline");
    assertThat(bench.transport.opened).hasValue(1);
    release.countDown();
  }

  @Test
  void crashesLeadToQuarantineAndRestartReleases() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    online(
        message -> {
          if (calls.incrementAndGet() <= 3) {
            throw new IllegalArgumentException("open-sesame is no number");
          }
          return FakeDecoderPlugin.signal(message);
        });
    for (String text : List.of("a", "b", "c")) {
      assertThatThrownBy(() -> send(text))
          .isInstanceOf(DecoderUnavailable.class)
          .hasMessage("crashed in decode: IllegalArgumentException *** is no number");
    }
    bench.awaitState(ID, QUARANTINED);
    assertThatThrownBy(() -> send("x")).isInstanceOf(DecoderUnavailable.class);
    assertThat(calls).hasValue(3);
    bench.sources.restart(ID);
    bench.awaitState(ID, ONLINE);
    assertThat(send("x").signals()).hasSize(1);
  }

  @Test
  void oneMessageThatCrashesItAgainAndAgainBecomesADeadLetter() throws Exception {
    FakeDeadLetters letters = new FakeDeadLetters();
    bench.platform.deadLetters().came(letters);
    AtomicInteger calls = new AtomicInteger();
    FakeDecoderPlugin plugin =
        online(
            message -> {
              if (message.text().equals("poison")) {
                calls.incrementAndGet();
                throw new IllegalArgumentException("open-sesame");
              }
              return FakeDecoderPlugin.signal(message);
            });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> send("poison")).isInstanceOf(DecoderUnavailable.class);
      assertThat(send("good " + i).signals()).hasSize(1);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(send("poison").signals()).isEmpty();
    }
    assertThat(calls).hasValue(3);
    assertThat(letters.kept).hasSize(1);
    DeadLetter letter = letters.kept.get(0);
    assertThat(letter.sourceId()).isEqualTo(ID);
    assertThat(new String(letter.body(), StandardCharsets.UTF_8)).isEqualTo("poison");
    assertThat(letter.reason())
        .isEqualTo("crashed in decode: IllegalArgumentException ***, 3 times with this message");
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
    Reports reports = new Reports(bench.sources, bench.platform.wards(), id -> Optional.empty());
    List<PluginEvent> events = reports.report("fake-hook").orElseThrow().events();
    assertThat(events).hasSize(3);
    assertThat(events.get(0).lost()).as("the third time it was put aside").isEmpty();
    assertThat(events.get(1).lost()).isEqualTo("1 message told to be sent again");
    bench.awaitState(ID, ONLINE);
    bench.sources.restart(ID); // perhaps the decoder is another one now
    Bench.await(() -> plugin.openedPorts.size() == 2 && isOnline(), () -> "not open again");
    assertThatThrownBy(() -> send("poison")).isInstanceOf(DecoderUnavailable.class);
    assertThat(calls).hasValue(4);
  }

  private boolean isOnline() {
    return bench.info(ID).state() == ONLINE;
  }

  @Test
  void withoutAnybodyWhoKeepsItAPoisonMessageIsNeverAcknowledged() throws Exception {
    online(
        message -> {
          throw new IllegalArgumentException("poison");
        });
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> send("poison")).isInstanceOf(DecoderUnavailable.class);
    }
    assertThat(bench.info(ID).state()).as("one message says nothing new").isEqualTo(ONLINE);
  }

  @Test
  void aSendersFloodIsRefusedAndTheSourceStays() throws Exception {
    online(FakeDecoderPlugin::signal);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      try {
        send("m" + i);
      } catch (DecoderUnavailable e) {
        assertThat(e).hasMessage("more than its budget of 200 signals/s");
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 2_600);
    assertThat(bench.info(ID).state()).isEqualTo(ONLINE);
    Reports reports = new Reports(bench.sources, bench.platform.wards(), id -> Optional.empty());
    PluginReport report = reports.report("fake-hook").orElseThrow();
    assertThat(report.events())
        .extracting(PluginEvent::kind)
        .containsExactly(PluginEvent.Kind.FLOOD);
    assertThat(report.usage().refused()).isEqualTo(refused);
  }

  @Test
  void aMessageFullOfSignalsIsPaidForAndTooManyAreACrash() throws Exception {
    online(
        message -> {
          Signal[] signals = new Signal[Integer.parseInt(message.text())];
          java.util.Arrays.setAll(
              signals,
              i -> Signal.of(FakeDecoderPlugin.RIVER, message.text() + i, Instant.EPOCH).build());
          return Decoded.of(signals);
        });
    assertThatThrownBy(() -> send("10001"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessage("decode made 10001 signals of one message, at most 10000 are allowed");
    assertThat(send("600").signals()).hasSize(600);
    assertThatThrownBy(() -> send("1")).hasMessageContaining("budget");
  }

  @Test
  void nullIsACrash() {
    online(message -> null);
    assertThatThrownBy(() -> send("x"))
        .isInstanceOf(DecoderUnavailable.class)
        .hasMessage("decode returned null");
  }

  @Test
  void withoutTransportItIsOfflineAndOpensWhenOneComes() throws Exception {
    bench.sources.gone(bench.transport);
    bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal));
    configure();
    assertThat(bench.awaitState(ID, OFFLINE).reason()).startsWith("no transport");
    bench.sources.came(bench.transport);
    bench.awaitState(ID, ONLINE);
    assertThat(send("x").signals()).hasSize(1);
    bench.sources.gone(bench.transport);
    assertThat(bench.transport.open).isEmpty();
    bench.awaitState(ID, OFFLINE);
    FakeTransport other = new FakeTransport();
    bench.sources.came(other);
    bench.awaitState(ID, ONLINE);
    assertThat(other.open).containsOnlyKeys(ID);
  }

  @Test
  void anUpdateKeepsTheWayInOpenAndLosesNothing() throws Exception {
    FakeDecoderPlugin first = new FakeDecoderPlugin(FakeDecoderPlugin::signal);
    Plugin installed = bench.install(first);
    configure();
    bench.awaitState(ID, ONLINE);
    AtomicInteger decoded = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch stop = new CountDownLatch(1);
    Thread vendor =
        new Thread(
            () -> {
              while (stop.getCount() > 0) {
                try {
                  send("x");
                  decoded.incrementAndGet();
                } catch (DecoderUnavailable e) {
                  refused.incrementAndGet();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }
            });
    vendor.start();
    Plugin current = installed;
    long longest = 0;
    for (int i = 0; i < 20; i++) {
      int before = decoded.get();
      Bench.await(() -> decoded.get() > before + 10, () -> "nothing decoded");
      long begin = System.nanoTime();
      bench.sources.gone(current);
      assertThat(bench.info(ID).state()).isEqualTo(WAITING_PLUGIN);
      assertThatThrownBy(() -> send("x")).isInstanceOf(DecoderUnavailable.class);
      current = bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal), "1.0." + i);
      bench.awaitState(ID, ONLINE);
      longest = Math.max(longest, System.nanoTime() - begin);
    }
    stop.countDown();
    vendor.join(5_000);
    assertThat(vendor.isAlive()).isFalse();
    assertThat(bench.transport.opened).as("the way in stayed open").hasValue(1);
    assertThat(refused.get()).isPositive();
    System.out.printf("longest of 20 swaps: %d ms%n", longest / 1_000_000);
  }

  @Test
  void withoutItsPluginTheWayInIsClosedAfterTheGrace() {
    Plugin installed = bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal));
    configure();
    bench.awaitState(ID, ONLINE);
    bench.sources.gone(installed);
    assertThat(bench.transport.open).containsOnlyKeys(ID);
    Bench.await(() -> bench.transport.open.isEmpty(), () -> "still open");
  }

  @Test
  void anotherSecretOpensAnotherWayIn() {
    FakeDecoderPlugin plugin = online(FakeDecoderPlugin::signal);
    bench.configure(ID, ".secret", "open-sesame", "port", "7");
    Bench.await(() -> plugin.openedPorts.equals(List.of(80, 7)), plugin.openedPorts::toString);
    bench.awaitState(ID, ONLINE);
    assertThat(bench.transport.opened).hasValue(1);
    bench.configure(ID, ".secret", "another-one", "port", "7");
    Bench.await(() -> bench.transport.opened.get() == 2, () -> "not opened");
    bench.configure(ID, ".secret", "short");
    assertThat(bench.awaitState(ID, OFFLINE).reason()).contains("at least 8 characters");
    bench.configure(ID);
    bench.awaitState(ID, WAITING_CONFIG);
    assertThat(bench.transport.open).isEmpty();
  }

  @Test
  void kindsOfPluginsAreKnownWhileTheyAreThere() {
    Plugin installed = bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal));
    assertThat(bench.sources.kinds())
        .extracting(KindDescriptor::kind)
        .contains(FakeDecoderPlugin.RIVER, Kind.PLATE_READ, Kind.DEVICE_HEARTBEAT)
        .hasSize(9);
    bench.sources.gone(installed);
    assertThat(bench.sources.kinds()).hasSize(8);
  }
}
