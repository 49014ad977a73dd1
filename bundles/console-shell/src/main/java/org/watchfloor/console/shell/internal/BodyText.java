package org.watchfloor.console.shell.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A vendor's bytes as a terminal may show them: text without what would steer the terminal, or
 * hexadecimal.
 *
 * @param hex whether the text is hexadecimal
 * @param cut whether it is only the beginning
 */
record BodyText(String text, boolean hex, boolean cut) {
  private static final int PER_LINE = 32;

  /**
   * @param hex wanted even if it is text
   */
  static BodyText of(byte[] body, int limit, boolean hex) {
    boolean cut = body.length > limit;
    byte[] shown = cut ? Arrays.copyOf(body, limit) : body;
    CharBuffer characters = CharBuffer.allocate(shown.length);
    // what is cut may end within a character, which is no error at the end of the input
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(shown), characters, !cut);
    String text = characters.flip().toString();
    boolean plain = !result.isError() && text.chars().noneMatch(BodyText::steers);
    return plain && !hex ? new BodyText(text, false, cut) : new BodyText(hex(shown), true, cut);
  }

  private static boolean steers(int character) {
    return Character.isISOControl(character)
        && character != '\n'
        && character != '\r'
        && character != '\t';
  }

  private static String hex(byte[] bytes) {
    HexFormat format = HexFormat.ofDelimiter(" ");
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < bytes.length; at += PER_LINE) {
      int end = Math.min(bytes.length, at + PER_LINE);
      lines.append(String.format("%06x  ", at)).append(format.formatHex(bytes, at, end));
      lines.append(end < bytes.length ? "\n" : "");
    }
    return lines.toString();
  }
}
