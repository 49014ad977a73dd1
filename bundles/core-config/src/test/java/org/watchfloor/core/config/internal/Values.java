package org.watchfloor.core.config.internal;

import java.util.List;
import java.util.Random;

/** Values that are hard on a reader of properties. */
final class Values {
  static final List<String> NASTY =
      List.of(
          "",
          " ",
          "  leading",
          "trailing  ",
          "\ttab",
          "\nnew\r\nlines\n",
          "C:\\dir\\new",
          "\\\\server\\share",
          "\\",
          "\\\\",
          "a\\",
          "ends with \\\\",
          "$",
          "$$",
          "a$b",
          "${a}",
          "${a",
          "a}",
          "${}",
          "${a}${b}",
          "$${a}",
          "${a${b}c}",
          "\\${a}",
          "$\\{a}",
          "\\\\{x\\}",
          "$__",
          "$____{a}",
          "$[env:HOME]",
          "${env:HOME}",
          "${watchfloor.test.property}",
          "${k1}",
          "{\"json\": [1, 2]}",
          "[1, 2]",
          "(a, b)",
          "\"quoted\"",
          "T\"typed\"",
          "I[1,2]",
          "it's",
          "# no comment",
          "! none",
          "= : equals",
          "a,b , c",
          "<xml/>",
          "ünïcode ÿ \u0100 \u2028 \uD83D\uDE00 日本",
          "\u0000\u0001\u007f\u0085",
          "\\u0041",
          "\uD800 lone");

  private static final String LETTERS = "\\\\\\${}$_{}[]()\"'=:#! ,\t\n\rabuT\u00e9\u4e2d\u0000";

  private Values() {}

  static String random(Random random) {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return value.toString();
  }
}
