package org.watchfloor.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages gone wrong, the same ones for the same seed. Not thread-safe. */
final class Mutations {
  /** Values of JSON, for messages that keep their form and change their meaning. */
  private static final Pattern VALUE =
      Pattern.compile("(?<=:)\\s*(\"[^\"]*\"|-?[0-9][0-9.eE+-]*|true|false|null|\\[|\\{)");

  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e308",
          "-1e-308",
          "1e999999",
          "9223372036854775808",
          "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
          "\"\"",
          "\" \"",
          "\"\\u0000\\ud800\"",
          "\"" + "x".repeat(5_000) + "\"",
          "\"\u202Eevil\u0130\u00DF\"",
          "[]",
          "[null]",
          "[[{}]]",
          "{}",
          "{\"a\":{}}");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  byte[] of(byte[] body) {
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
      case 1 -> cut(body);
      case 2, 3 -> strange(body);
      default -> flipped(body);
    };
  }

  private byte[] cut(byte[] body) {
    int from = random.nextInt(body.length);
    int to = Math.min(body.length, from + random.nextInt(12));
    byte[] cut = new byte[body.length - (to - from)];
    System.arraycopy(body, 0, cut, 0, from);
    System.arraycopy(body, to, cut, from, body.length - to);
    return cut;
  }

  private byte[] flipped(byte[] body) {
    byte[] bytes = body.clone();
    for (int n = random.nextInt(6); n >= 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** One to three values replaced by others; a message that is not JSON is flipped. */
  private byte[] strange(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    for (int n = random.nextInt(3); n >= 0; n--) {
      List<int[]> values = new ArrayList<>();
      Matcher matcher = VALUE.matcher(text);
      while (matcher.find()) {
        values.add(new int[] {matcher.start(1), matcher.end(1)});
      }
      if (values.isEmpty()) {
        return flipped(body);
      }
      int[] value = values.get(random.nextInt(values.size()));
      String other = STRANGE.get(random.nextInt(STRANGE.size()));
      text = text.substring(0, value[0]) + other + text.substring(value[1]);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What no vendor sends. */
  static List<byte[]> hostile() {
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "[null,1,\"a\"]",
            "\uFEFF{}",
            "<xml/>",
            "[".repeat(200_000),
            "{\"a\":".repeat(200_000),
            "{\"" + "a".repeat(200_000) + "\":1}",
            "{\"a\":" + "9".repeat(200_000) + "}")) {
      all.add(text.getBytes(StandardCharsets.UTF_8));
    }
    all.add(new byte[1 << 20]);
    all.add("{\"a\":\"\u00FC\"}".getBytes(StandardCharsets.ISO_8859_1));
    all.add("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
    return all;
  }
}
