package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What others say cannot steer a terminal, whichever way it is printed. */
class PlainTextTest {
  private static final String CLEAR = "\u001b[2J\u009b2J\u0007\u202egnp";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void linesAndTabsStay() {
    assertThat(PlainText.of("a\tb\r\nc\rd é 中")).isEqualTo("a\tb\nc\ufffdd é 中");
    assertThat(PlainText.oneLine("Example\n  Signature  trusted"))
        .isEqualTo("Example   Signature  trusted");
  }

  @Test
  void everyWayOfPrintingIsPlain() {
    PlainStream out = new PlainStream(screen);
    out.print(CLEAR);
    out.println(CLEAR);
    out.print((Object) CLEAR);
    out.println((Object) CLEAR);
    out.printf("%s%c%n", CLEAR, '\u001b');
    out.append(CLEAR).append('\u001b');
    out.print('\u001b');
    out.println();
    out.println((String) null);
    assertThat(text()).contains("\ufffd[2J\ufffd2J\ufffd\ufffdgnp", "null");
    assertThat(text().chars()).noneMatch(PlainTextTest::steers);
  }

  @Test
  void anyTextIsPlain() {
    Random random = new Random(20261124);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append((char) random.nextInt(n % 2 == 0 ? 0xa0 : 0x2100));
      }
      assertThat(PlainText.of(text.toString()).chars()).noneMatch(PlainTextTest::steers);
    }
  }

  @Test
  void aFailureIsPlainAsWell() {
    RtccCommand command =
        new RtccCommand() {
          @Override
          void run(PrintStream out) {
            throw new IllegalStateException("refused: " + CLEAR);
          }
        };
    assertThatThrownBy(command::execute)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("refused: \ufffd[2J\ufffd2J\ufffd\ufffdgnp");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean steers(int character) {
    return (Character.isISOControl(character) && character != '\n' && character != '\t')
        || (character >= 0x202a && character <= 0x202e);
  }
}
