package org.watchfloor.benchmarks.plates;

import java.util.List;

/** The letters and digits of a plate as pictures, drawn here so that no font is needed. */
final class Glyphs {
  static final String SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** Each dot as two pixels both ways, with a margin of two. */
  static final int WIDTH = 5 * 2 + 4;

  static final int HEIGHT = 7 * 2 + 4;

  private static final List<String> DOTS =
      List.of(
          "0 01110 10001 10001 10001 10001 10001 01110",
          "1 00100 01100 00100 00100 00100 00100 01110",
          "2 01110 10001 00001 00110 01000 10000 11111",
          "3 11110 00001 00001 01110 00001 00001 11110",
          "4 00010 00110 01010 10010 11111 00010 00010",
          "5 11111 10000 11110 00001 00001 10001 01110",
          "6 00110 01000 10000 11110 10001 10001 01110",
          "7 11111 00001 00010 00100 01000 01000 01000",
          "8 01110 10001 10001 01110 10001 10001 01110",
          "9 01110 10001 10001 01111 00001 00010 01100",
          "A 00100 01010 10001 10001 11111 10001 10001",
          "B 11110 10001 10001 11110 10001 10001 11110",
          "C 01110 10001 10000 10000 10000 10001 01110",
          "D 11110 10001 10001 10001 10001 10001 11110",
          "E 11111 10000 10000 11110 10000 10000 11111",
          "F 11111 10000 10000 11110 10000 10000 10000",
          "G 01110 10001 10000 10111 10001 10001 01111",
          "H 10001 10001 10001 11111 10001 10001 10001",
          "I 01110 00100 00100 00100 00100 00100 01110",
          "J 00111 00010 00010 00010 00010 10010 01100",
          "K 10001 10010 10100 11000 10100 10010 10001",
          "L 10000 10000 10000 10000 10000 10000 11111",
          "M 10001 11011 10101 10101 10001 10001 10001",
          "N 10001 11001 10101 10011 10001 10001 10001",
          "O 11111 10001 10001 10001 10001 10001 11111",
          "P 11110 10001 10001 11110 10000 10000 10000",
          "Q 01110 10001 10001 10001 10101 10010 01101",
          "R 11110 10001 10001 11110 10100 10010 10001",
          "S 01111 10000 10000 01110 00001 00001 11110",
          "T 11111 00100 00100 00100 00100 00100 00100",
          "U 10001 10001 10001 10001 10001 10001 01110",
          "V 10001 10001 10001 10001 10001 01010 00100",
          "W 10001 10001 10001 10101 10101 11011 10001",
          "X 10001 10001 01010 00100 01010 10001 10001",
          "Y 10001 10001 01010 00100 00100 00100 00100",
          "Z 11111 00001 00010 00100 01000 10000 11111");

  private Glyphs() {}

  /** Brightness of each pixel, 0 to 1, row by row, softened as a lens does. */
  static float[][] pictures() {
    float[][] pictures = new float[DOTS.size()][];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = soften(soften(picture(DOTS.get(i).substring(2).replace(" ", ""))));
    }
    return pictures;
  }

  private static float[] picture(String dots) {
    float[] picture = new float[WIDTH * HEIGHT];
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 10; x++) {
        boolean ink = dots.charAt(y / 2 * 5 + x / 2) == '1';
        picture[(y + 2) * WIDTH + x + 2] = ink ? 1 : 0;
      }
    }
    return picture;
  }

  private static float[] soften(float[] picture) {
    float[] soft = new float[picture.length];
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int x = 1; x < WIDTH - 1; x++) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            sum += picture[(y + dy) * WIDTH + x + dx];
          }
        }
        soft[y * WIDTH + x] = sum / 9;
      }
    }
    return soft;
  }
}
