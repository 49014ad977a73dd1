package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Settings.Secret SECRET =
      new Settings.Secret("0123456789abcdef0123456789abcdef");
  private static final byte[] CONTENT = "plate ABC123".getBytes(StandardCharsets.UTF_8);

  private final Seal a = new Seal("a", SECRET);
  private final Seal b = new Seal("b", SECRET);

  private byte[] request(Seal from) {
    return from.request(from.headTo("b", b.incarnation()), CONTENT);
  }

  @Test
  void whoKnowsTheSecretReadsIt() throws IOException {
    byte[] message = request(a);
    assertThat(new String(message, StandardCharsets.ISO_8859_1)).doesNotContain("ABC123");
    Seal.Opened opened = b.openRequest(message);
    assertThat(opened.content()).isEqualTo(CONTENT);
    assertThat(opened.head().from()).isEqualTo("a");
  }

  @Test
  void whoDoesNotIsRefused() {
    Seal stranger = new Seal("a", new Settings.Secret("another secret of thirty-two chars"));
    assertThatThrownBy(() -> b.openRequest(request(stranger)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another secret, or a stranger");
    assertThat(stranger.clusterName()).isNotEqualTo(b.clusterName());
    assertThat(a.clusterName()).isEqualTo(b.clusterName()).doesNotContain("0123456789abcdef01");
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] message = request(a);
    for (int i = 0; i < message.length * 8; i++) {
      byte[] changed = message.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> b.openRequest(changed)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRequestForAnotherNodeIsRefused() {
    Seal c = new Seal("c", SECRET);
    assertThatThrownBy(() -> c.openRequest(request(a)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("for node b");
  }

  @Test
  void anAnswerAnswersOneRequestOfOneNode() throws IOException {
    Seal.Head first = a.headTo("b", b.incarnation());
    Seal.Head second = a.headTo("b", b.incarnation());
    byte[] answer = b.answer(first, CONTENT);
    assertThat(a.openAnswer(first, answer).content()).isEqualTo(CONTENT);
    assertThatThrownBy(() -> a.openAnswer(second, answer)).isInstanceOf(IOException.class);
    byte[] others = new Seal("c", SECRET).answer(first, CONTENT);
    assertThatThrownBy(() -> a.openAnswer(first, others)).isInstanceOf(IOException.class);
  }

  @Test
  void whatCameBeforeIsSeenInWhateverOrder() {
    Replays replays = new Replays();
    Seal.Head one = a.headTo("b", b.incarnation());
    Seal.Head two = a.headTo("b", b.incarnation());
    assertThat(replays.first(two)).isTrue();
    assertThat(replays.first(one)).isTrue();
    assertThat(replays.first(two)).isFalse();
    assertThat(replays.first(one)).isFalse();
    for (int i = 0; i < 10_000; i++) {
      assertThat(replays.first(a.headTo("b", b.incarnation()))).isTrue();
    }
    assertThat(replays.first(one)).isFalse();
    Seal restarted = new Seal("a", SECRET);
    assertThat(replays.first(restarted.headTo("b", b.incarnation()))).isTrue();
    assertThat(replays.first(a.headTo("b", b.incarnation()))).isFalse();
  }

  @Test
  void nonsenseIsRefusedAndAllocatesNothingBig() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] nonsense = new byte[random.nextInt(200)];
      random.nextBytes(nonsense);
      assertThatThrownBy(() -> b.openRequest(nonsense)).isInstanceOf(IOException.class);
      if (nonsense.length > 1) {
        nonsense[0] = Wire.VERSION;
        nonsense[1] = (byte) random.nextInt(14);
      }
      try {
        assertThat(WireReader.read(nonsense)).isNotNull();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
