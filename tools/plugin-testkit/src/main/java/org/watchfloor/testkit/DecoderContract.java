package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * What every decoder plugin must hold. Extend it, give the plugin, a good configuration and
 * samples; the rules are inherited. A method's name carries its rule; rules of sessions (SRC-07,
 * 08, 10, 12 to 14, 16; see {@link SourceContract}) are the platform's for a decoder.
 *
 * @param <C> the plugin's configuration type
 */
public abstract class DecoderContract<C> {
  private static final Instant RECEIVED = Instant.parse("2026-11-24T14:05:09Z");

  /** How many mutated messages rule SRC-15 tries for each sample. */
  private static final int MUTATIONS = 5_000;

  private static final int BURST = 10_000;

  /**
   * A message of the vendor.
   *
   * @param contentType as the transport says it; empty where it says none
   * @param headers that the transport gives with it, for instance {@code mqtt-topic}
   * @param expected the signals that it holds, as {@link Object#toString} of each with its fields
   *     sorted by name; empty to check their number only
   * @param signals their number
   */
  public record Sample(
      String name,
      byte[] body,
      String contentType,
      Map<String, String> headers,
      int signals,
      List<String> expected) {
    /** A message of which only the number of signals is checked. */
    public Sample(String name, byte[] body, String contentType, int signals) {
      this(name, body, contentType, Map.of(), signals, List.of());
    }

    /** The same with a header of its transport. */
    public Sample with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Sample(name, body, contentType, more, signals, expected);
    }

    /**
     * A message in {@code src/test/resources/samples}, with its signals beside it in {@code
     * <name>.signals}, one a line.
     */
    public static Sample golden(Class<?> test, String name, String contentType) throws Exception {
      byte[] lines = Samples.own(test, name + ".signals");
      List<String> expected = new String(lines, StandardCharsets.UTF_8).lines().toList();
      return new Sample(
          name, Samples.own(test, name), contentType, Map.of(), expected.size(), expected);
    }
  }

  protected abstract DecoderPlugin<C> plugin();

  /** One that works; its secret, if it has one, is {@link #secret()}. */
  protected abstract C goodConfig();

  /** Configurations that can never work, by the key that is wrong in them. */
  protected Map<String, C> badConfigs() {
    return Map.of();
  }

  /** Recorded or documented messages; the first with a signal. */
  protected abstract List<Sample> samples() throws Exception;

  /** Name of the folder without {@code plugin-}. */
  protected abstract String folder();

  protected String secret() {
    return "a-secret-of-the-kit";
  }

  @Test
  void required_src01_openDoesLittle() throws Exception {
    plugin().open(goodConfig());
    long began = System.nanoTime();
    assertNotNull(plugin().open(goodConfig()));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(millis < 100, "open took " + millis + " ms");
  }

  @Test
  void required_src02_infoIsConstantAndNamedAsTheFolder() throws Exception {
    PluginRules.info(() -> plugin().info(), plugin().configType(), folder());
  }

  @Test
  void required_src03_asksForAWayIn() throws Exception {
    List<Inbound> ways = plugin().inbound(goodConfig());
    assertFalse(ways.isEmpty());
    assertEquals(ways, plugin().inbound(goodConfig()), "ways in of one configuration differ");
  }

  /** A transport that cannot carry the vendor's messages would refuse every one of them. */
  @Test
  void required_src03_aWayInCarriesEverySample() throws Exception {
    List<Inbound> ways = plugin().inbound(goodConfig());
    for (Sample sample : samples()) {
      assertTrue(
          ways.stream().anyMatch(way -> Carriage.carries(way, sample)),
          () -> sample.name() + " is carried by none of " + ways);
    }
  }

  /** Only HTTP says what a body is; a decoder that needs it understands nothing elsewhere. */
  @Test
  void required_src03_nothingIsNeededThatTheWayInDoesNotGive() throws Exception {
    for (Inbound way : plugin().inbound(goodConfig())) {
      for (Sample sample : samples()) {
        if (Carriage.carries(way, sample)) {
          Decoder decoder = plugin().open(goodConfig());
          Message message = Carriage.delivered(way, sample, RECEIVED);
          assertEquals(
              decode(sample.body(), sample).signals(),
              decoder.decode(message).signals(),
              () -> sample.name() + " over " + way);
        }
      }
    }
  }

  @Test
  void required_src04_aSampleGivesItsSignals() throws Exception {
    for (Sample sample : samples()) {
      List<Signal> signals = decode(sample.body(), sample).signals();
      if (!sample.expected().isEmpty()) {
        List<String> lines = signals.stream().map(DecoderContract::line).toList();
        assertEquals(String.join("\n", sample.expected()), String.join("\n", lines), sample.name());
      }
      assertEquals(sample.signals(), signals.size(), sample.name());
    }
  }

  @Test
  void required_src05_sameBytesSameSignals() throws Exception {
    for (Sample sample : samples()) {
      List<Signal> signals = decode(sample.body(), sample).signals();
      assertEquals(signals, decode(sample.body(), sample).signals(), sample.name());
      Set<String> keys = signals.stream().map(Signal::vendorKey).collect(Collectors.toSet());
      assertEquals(signals.size(), keys.size(), sample.name() + " has a vendor key twice");
    }
  }

  @Test
  void required_src06_timeIsTheDevices() throws Exception {
    for (Sample sample : samples()) {
      for (Signal signal : decode(sample.body(), sample).signals()) {
        assertFalse(signal.occurredAt().equals(RECEIVED), sample.name() + " has the receive time");
      }
    }
  }

  @Test
  void required_src09_startsNoThread() throws Exception {
    Set<String> before = threads();
    for (Sample sample : samples()) {
      decode(sample.body(), sample);
    }
    Set<String> after = threads();
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  void required_src11_nonsenseIsRefusedAsConfig() {
    badConfigs()
        .forEach(
            (key, config) ->
                PluginRules.refusal(
                    key,
                    secret(),
                    () -> {
                      plugin().inbound(config);
                      plugin().open(config);
                    }));
  }

  @Test
  void required_src15_anyBytesGiveSignalsOrAClearRefusal() throws Exception {
    Mutations mutations = new Mutations(15);
    Decoder decoder = plugin().open(goodConfig());
    for (Sample sample : samples()) {
      for (int i = 0; i < MUTATIONS; i++) {
        tryOne(decoder, mutations.of(sample.body()), sample);
      }
    }
    Sample first = samples().get(0);
    for (byte[] hostile : Mutations.hostile()) {
      tryOne(decoder, hostile, first);
    }
    assertEquals(first.signals(), decoder.decode(message(first.body(), first)).signals().size());
  }

  @Test
  void required_src17_noSecretInWordsOrRefusals() throws Exception {
    for (Inbound way : plugin().inbound(goodConfig())) {
      assertFalse(way.toString().contains(secret()), "a way in shows the secret");
    }
    assertFalse(plugin().open(goodConfig()).toString().contains(secret()));
  }

  @Test
  void required_src18_tenThousandMessagesInOrder() throws Exception {
    Decoder decoder = plugin().open(goodConfig());
    Sample sample = samples().get(0);
    List<Signal> first = decoder.decode(message(sample.body(), sample)).signals();
    for (int i = 0; i < BURST; i++) {
      assertEquals(first, decoder.decode(message(sample.body(), sample)).signals());
    }
  }

  /** Never fails: it says more of the machine than of the plugin. The aim is 1 ms. */
  @Test
  void reported_perf01_decodeP99() throws Exception {
    Decoder decoder = plugin().open(goodConfig());
    Sample sample = samples().get(0);
    long[] nanos = new long[BURST];
    for (int i = 0; i < BURST; i++) {
      long began = System.nanoTime();
      decoder.decode(message(sample.body(), sample));
      nanos[i] = System.nanoTime() - began;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "PERF-01 %s: decode p50 %.3f ms, p99 %.3f ms%n",
        folder(), nanos[BURST / 2] / 1e6, nanos[BURST * 99 / 100] / 1e6);
  }

  @Test
  void required_src19_twoSourcesDoNotInfluenceEachOther() throws Exception {
    Decoder one = plugin().open(goodConfig());
    Decoder other = plugin().open(goodConfig());
    Sample sample = samples().get(0);
    List<Signal> expected = other.decode(message(sample.body(), sample)).signals();
    tryOne(one, "garbage".getBytes(StandardCharsets.UTF_8), sample);
    assertEquals(expected, other.decode(message(sample.body(), sample)).signals());
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

  @Test
  void required_kind02_samplesAreAsTheirKindsDescribe() throws Exception {
    for (Sample sample : samples()) {
      for (Signal signal : decode(sample.body(), sample).signals()) {
        PluginRules.described(plugin().info(), signal);
      }
    }
  }

  @Test
  @Disabled("no machine knows where a sample is from; samples/README.md says it")
  void untested_src04_samplesAreTheVendorsOwn() {}

  @Test
  @Disabled(
      "no machine knows what the vendor's id of an event is; two deliveries of one must agree")
  void untested_src05_theKeyIsTheVendorsAndNotOurs() {}

  @Test
  @Disabled("no machine reads a text as an administrator does in the middle of the night")
  void untested_doc01_troubleshootingNamesTheMessagesThatComeUp() {}

  /** Decodes with the good configuration. */
  protected final Decoded decode(byte[] body, Sample sample) throws Exception {
    return plugin().open(goodConfig()).decode(message(body, sample));
  }

  private static Message message(byte[] body, Sample sample) {
    return new Message(body, sample.contentType(), sample.headers(), RECEIVED);
  }

  /** A signal in words, its fields by name: the order of a map is not part of a signal. */
  private static String line(Signal signal) {
    if (!(signal.detail() instanceof Fields fields)) {
      return signal.toString();
    }
    Signal.Builder sorted =
        Signal.of(signal.kind(), signal.vendorKey(), signal.occurredAt())
            .severity(signal.severity())
            .device(signal.device())
            .at(signal.location())
            .detail(new Fields(new TreeMap<>(fields.values())));
    signal.media().forEach(sorted::media);
    return sorted.build().toString();
  }

  private void tryOne(Decoder decoder, byte[] body, Sample sample) {
    long began = System.nanoTime();
    try {
      Decoded decoded = decoder.decode(message(body, sample));
      assertMediaIsThere(decoded);
    } catch (MalformedMessage e) {
      assertFalse(e.field().isBlank(), "a refusal without a field");
      assertFalse(e.reason().isBlank(), "a refusal without a reason");
      assertTrue(String.valueOf(e.getMessage()).length() < 1_000, "a refusal repeats the message");
      assertFalse(String.valueOf(e.getMessage()).contains(secret()), "a refusal with the secret");
    } catch (RuntimeException | StackOverflowError e) {
      fail(e.getClass() + " for " + new String(body, StandardCharsets.UTF_8), e);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(millis < 1_000, "a message of " + body.length + " bytes took " + millis + " ms");
  }

  /** A signal refers only to what came with it. */
  private static void assertMediaIsThere(Decoded decoded) {
    List<MediaRef> given = new ArrayList<>();
    for (Media media : decoded.media()) {
      given.add(media.ref());
    }
    for (Signal signal : decoded.signals()) {
      assertTrue(given.containsAll(signal.media()), "a signal refers to media that are not there");
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
