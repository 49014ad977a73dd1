package org.watchfloor.plugin.simulator.internal;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Capital letters of five by seven dots, as cameras burn them into pictures. Java's own fonts need
 * fonts on the machine, which a server may not have.
 */
final class PixelFont {
  /** Each letter is seven rows of five dots, a row as two hexadecimal digits. */
  private static final String DOTS =
      "A0E11111F111111 B1E11111E11111E C0E11101010110E D1C12111111121C E1F10101E10101F"
          + " F1F10101E101010 G0E11101711110F H1111111F111111 I0E04040404040E J0702020202120C"
          + " K11121418141211 L1010101010101F M111B1515111111 N11191915131311 O0E11111111110E"
          + " P1E11111E101010 Q0E11111115120D R1E11111E141211 S0F10100E01011E T1F040404040404"
          + " U1111111111110E V11111111110A04 W1111111515150A X11110A040A1111 Y1111110A040404"
          + " Z1F01020408101F 00E11131519110E 1040C040404040E 20E11010204081F 31F02040201110E"
          + " 402060A121F0202 51F101E0101110E 60608101E11110E 71F010204080808 80E11110E11110E"
          + " 90E11110F01020C -0000001F000000 :000C0C000C0C00 .00000000000C0C /00010204081000"
          + " &0C12140815120D ,000000000C0408 '0C040800000000 (02040808080402 )08040202020408";

  private static final Map<Character, long[]> GLYPHS = glyphs();

  private PixelFont() {}

  /** Draws with the current colour; a dot is so many pixels wide, a letter six dots. */
  static void draw(Graphics2D g, String text, double x, double y, double dot) {
    double left = x;
    for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
      long[] rows = GLYPHS.get(letter);
      for (int row = 0; rows != null && row < 7; row++) {
        for (int column = 0; column < 5; column++) {
          if ((rows[row] >> (4 - column) & 1) == 1) {
            g.fill(new Rectangle2D.Double(left + column * dot, y + row * dot, dot, dot));
          }
        }
      }
      left += 6 * dot;
    }
  }

  private static Map<Character, long[]> glyphs() {
    Map<Character, long[]> glyphs = new HashMap<>();
    for (String glyph : DOTS.split(" ")) {
      long[] rows = new long[7];
      for (int row = 0; row < 7; row++) {
        rows[row] = Long.parseLong(glyph.substring(1 + 2 * row, 3 + 2 * row), 16);
      }
      glyphs.put(glyph.charAt(0), rows);
    }
    return glyphs;
  }
}
