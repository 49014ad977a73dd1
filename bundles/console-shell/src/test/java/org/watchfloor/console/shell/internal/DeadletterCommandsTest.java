package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that no decoder understood: listed, shown, replayed, removed. */
class DeadletterCommandsTest {
  private final PluginFakes.MemoryLetters letters = new PluginFakes.MemoryLetters();
  private final Fakes.MemoryAudit audit = new Fakes.MemoryAudit();

  @BeforeEach
  void fill() {
    for (int number = 1; number <= 3; number++) {
      letters.keep(PluginFakes.letter(number, bytes("{\"level\":\"high\"}")));
    }
    letters.keep(PluginFakes.letter(4, new byte[] {0x1b, '[', '2', 'J'}));
  }

  @Test
  void theyAreListedNewestFirst() throws Exception {
    DeadletterListCommand list = new DeadletterListCommand();
    list.letters = letters;
    list.json = true;
    list.limit = 2;
    assertThat(run(list))
        .startsWith("[{\"number\":4,\"sourceId\":\"river~north\"")
        .contains("{\"number\":3,")
        .doesNotContain("\"number\":2,");
    list.before = 3;
    list.json = false;
    assertThat(run(list)).contains("is no number", "level");
    list.source = "lake~north";
    assertThat(run(list)).contains("No dead letters");
    list.limit = 0;
    assertThatThrownBy(() -> run(list)).hasMessageContaining("1 to 1000");
    list.limit = 1;
    list.letters = null;
    assertThatThrownBy(() -> run(list)).hasMessageContaining("core-deadletters is not running");
  }

  @Test
  void oneIsShownAndThatIsOnRecord() throws Exception {
    DeadletterShowCommand show = show(1);
    assertThat(run(show))
        .contains("Dead letter 1 of river~north", "X-Vendor", "16 bytes:", "{\"level\":\"high\"}");
    show.bytes = 4;
    assertThat(run(show)).contains("16 bytes, the first 4:", "{\"le").doesNotContain("high");
    show.hex = true;
    assertThat(run(show)).contains("000000  7b 22 6c 65");
    show.json = true;
    assertThat(run(show)).contains("\"body\":\"000000  7b 22 6c 65\",\"hex\":true,\"cut\":true");
    assertThat(actions()).containsOnly("dead-letter.view 1");
    assertThatThrownBy(() -> run(show(9))).hasMessageContaining("no dead letter 9");
  }

  @Test
  void aBodyCannotSteerTheTerminal() throws Exception {
    assertThat(run(show(4))).contains("1b 5b 32 4a").doesNotContain("\u001b");
  }

  @Test
  void anyBytesCanBeShown() {
    Random random = new Random(20261124);
    for (int i = 0; i < 2_000; i++) {
      byte[] body = bytes("é{\"plate\":\"ÄÖ1\"}".repeat(random.nextInt(8)));
      for (int n = random.nextInt(3); n > 0 && body.length > 0; n--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      int limit = random.nextInt(64);
      BodyText shown = BodyText.of(body, limit, random.nextBoolean());
      assertThat(shown.cut()).isEqualTo(body.length > limit);
      assertThat(shown.text().chars())
          .allMatch(c -> c == '\n' || c == '\r' || c == '\t' || !Character.isISOControl(c));
    }
  }

  @Test
  void aCutWithinACharacterIsStillText() {
    BodyText shown = BodyText.of(bytes("aé"), 2, false);
    assertThat(shown).isEqualTo(new BodyText("a", false, true));
  }

  @Test
  void theyAreReplayedOldestFirst() throws Exception {
    DeadletterReplayCommand replay = replay();
    replay.source = "river~north";
    assertThat(run(replay)).contains("1 not taken: 1 signal kept", "2 taken: ", "2 of 4 taken.");
    assertThat(letters.replayed).containsExactly("1 by ada", "2 by ada", "3 by ada", "4 by ada");
    assertThat(actions()).startsWith("dead-letter.replay 1", "dead-letter.replay 2");
    DeadletterReplayCommand one = replay();
    one.numbers = List.of(2L);
    one.json = true;
    assertThat(run(one)).startsWith("[{\"number\":2,").contains("\"taken\":true");
    one.numbers = List.of(9L);
    assertThatThrownBy(() -> run(one)).hasMessageContaining("no dead letter 9");
    assertThatThrownBy(() -> run(replay())).hasMessageContaining("give numbers, or --source");
    one.source = "x~y";
    assertThatThrownBy(() -> run(one)).hasMessageContaining("not both");
  }

  @Test
  void theyAreRemoved() throws Exception {
    DeadletterRemoveCommand remove = new DeadletterRemoveCommand();
    remove.letters = letters;
    remove.audit = audit;
    remove.numbers = List.of(1L, 2L);
    assertThat(run(remove)).contains("Dead letter 2 is removed.");
    assertThat(letters.kept).containsOnlyKeys(3L, 4L);
    assertThat(actions()).containsExactly("dead-letter.remove 1", "dead-letter.remove 2");
    assertThatThrownBy(() -> run(remove)).hasMessageContaining("no dead letter 1");
  }

  private DeadletterShowCommand show(long number) {
    DeadletterShowCommand show = new DeadletterShowCommand();
    show.number = number;
    show.letters = letters;
    show.audit = audit;
    return show;
  }

  private DeadletterReplayCommand replay() {
    DeadletterReplayCommand replay = new DeadletterReplayCommand();
    replay.letters = letters;
    replay.audit = audit;
    return replay;
  }

  private List<String> actions() {
    return audit.records.stream().map(r -> r.action() + " " + r.object()).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String run(RtccCommand command) throws Exception {
    return Fakes.run(command, "ada", "admin");
  }
}
