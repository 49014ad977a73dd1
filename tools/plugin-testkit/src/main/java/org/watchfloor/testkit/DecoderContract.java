package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * What every decoder plugin must hold. Extend it, give the plugin, a good configuration and
 * samples; the rules are inherited. A method's name carries its rule.
 *
 * @param <C> the plugin's configuration type
 */
public abstract class DecoderContract<C> {
  private static final Instant RECEIVED = Instant.parse("2026-11-24T14:05:09Z");

  /** How many mutated messages rule SRC-15 tries for each sample. */
  private static final int MUTATIONS = 5_000;

  /** A message of the vendor and how many signals it holds. */
  public record Sample(String name, byte[] body, String contentType, int signals) {}

  protected abstract DecoderPlugin<C> plugin();

  /** One that works; its secret, if it has one, is {@link #secret()}. */
  protected abstract C goodConfig();

  /** Recorded or documented messages, at least one with a signal. */
  protected abstract List<Sample> samples() throws Exception;

  /** Name of the folder without {@code plugin-}. */
  protected abstract String folder();

  protected String secret() {
    return "a-secret-of-the-kit";
  }

  @Test
  void required_src01_openDoesLittle() throws Exception {
    long began = System.nanoTime();
    assertNotNull(plugin().open(goodConfig()));
    assertTrue(System.nanoTime() - began < 1_000_000_000L, "open took more than a second");
  }

  @Test
  void required_src02_infoIsConstantAndNamedAsTheFolder() {
    assertEquals(plugin().info(), plugin().info());
    assertEquals(folder(), plugin().info().id());
  }

  @Test
  void required_src03_asksForAWayIn() throws Exception {
    List<Inbound> ways = plugin().inbound(goodConfig());
    assertFalse(ways.isEmpty());
  }

  @Test
  void required_src04_aSampleGivesItsSignals() throws Exception {
    for (Sample sample : samples()) {
      assertEquals(sample.signals(), decode(sample.body(), sample).signals().size(), sample.name());
    }
  }

  @Test
  void required_src05_sameBytesSameSignals() throws Exception {
    for (Sample sample : samples()) {
      assertEquals(
          decode(sample.body(), sample).signals(),
          decode(sample.body(), sample).signals(),
          sample.name());
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
  void required_src15_anyBytesGiveSignalsOrAClearRefusal() throws Exception {
    Random random = new Random(15);
    Decoder decoder = plugin().open(goodConfig());
    for (Sample sample : samples()) {
      for (int i = 0; i < MUTATIONS; i++) {
        tryOne(decoder, mutated(sample.body(), random), sample);
      }
    }
    Sample first = samples().get(0);
    for (byte[] hostile : hostile()) {
      tryOne(decoder, hostile, first);
    }
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
    for (int i = 0; i < 10_000; i++) {
      assertEquals(first, decoder.decode(message(sample.body(), sample)).signals());
    }
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

  /** Decodes with the good configuration. */
  protected final Decoded decode(byte[] body, Sample sample) throws Exception {
    return plugin().open(goodConfig()).decode(message(body, sample));
  }

  private static Message message(byte[] body, Sample sample) {
    return new Message(body, sample.contentType(), Map.of(), RECEIVED);
  }

  private static void tryOne(Decoder decoder, byte[] body, Sample sample) {
    try {
      assertNotNull(decoder.decode(message(body, sample)));
    } catch (MalformedMessage e) {
      assertFalse(e.reason().isBlank(), "a refusal without a reason");
    } catch (RuntimeException | StackOverflowError e) {
      fail(e.getClass() + " for " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  private static byte[] mutated(byte[] body, Random random) {
    byte[] bytes = body.clone();
    switch (random.nextInt(4)) {
      case 0:
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1:
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        byte[] cut = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, cut, 0, from);
        System.arraycopy(bytes, to, cut, from, bytes.length - to);
        return cut;
      default:
        for (int n = random.nextInt(6); n >= 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
  }

  private static List<byte[]> hostile() {
    List<byte[]> all = new ArrayList<>();
    all.add(new byte[0]);
    all.add("null".getBytes(StandardCharsets.UTF_8));
    all.add("[]".getBytes(StandardCharsets.UTF_8));
    all.add("{}".getBytes(StandardCharsets.UTF_8));
    all.add("[null,1,\"a\"]".getBytes(StandardCharsets.UTF_8));
    all.add("[".repeat(200_000).getBytes(StandardCharsets.UTF_8));
    all.add("{\"a\":".repeat(200_000).getBytes(StandardCharsets.UTF_8));
    all.add(new byte[1 << 20]);
    all.add("\u0000\uFFFF\uD800".getBytes(StandardCharsets.UTF_16));
    return all;
  }
}
