package org.watchfloor.tools.platemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A family of plates, from {@code layouts.txt}.
 *
 * @param name begins with the region: {@code us-} or {@code eu-}
 * @param held kept for tests: no training sees it
 * @param weight how often it is drawn
 * @param aspect width by height
 * @param textLow height of the characters as part of the plate's, at least
 * @param textHigh and at most
 * @param parts what is around the characters
 * @param patterns of the characters
 */
public record PlateLayout(
    String name,
    boolean held,
    int weight,
    double aspect,
    double textLow,
    double textHigh,
    Set<String> parts,
    List<String> patterns) {
  private static final String HELD = "held-";
  private static final List<PlateLayout> ALL = load();
  private static final String LETTERS =
      // many issuers leave I, O and Q out
      "ABCDEFGHJKLMNPRSTUVWXYZABCDEFGHJKLMNPRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** One of a region ({@code us}, {@code eu}, or all for an empty one), by weight. */
  static PlateLayout draw(Random random, String region, boolean held) {
    List<PlateLayout> of =
        ALL.stream().filter(l -> l.held == held && l.name.startsWith(region)).toList();
    int at = random.nextInt(of.stream().mapToInt(PlateLayout::weight).sum());
    for (PlateLayout layout : of) {
      at -= layout.weight;
      if (at < 0) {
        return layout;
      }
    }
    throw new IllegalStateException("no layout of region " + region);
  }

  /** Characters as they stand on the plate, with gaps and signs. */
  String text(Random random) {
    String pattern = patterns.get(random.nextInt(patterns.size()));
    StringBuilder text = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      text.append(
          switch (c) {
            case 'A' -> LETTERS.charAt(random.nextInt(LETTERS.length()));
            case '9' -> (char) ('0' + random.nextInt(10));
            default -> c;
          });
    }
    return text.toString();
  }

  private static List<PlateLayout> load() {
    List<PlateLayout> all = new ArrayList<>();
    for (String line : Typeface.lines("layouts.txt")) {
      String[] f = line.split("\\s*;\\s*");
      String[] size = f[2].split(" x ");
      String[] text = f[3].split("-");
      all.add(
          new PlateLayout(
              f[0].replace(HELD, ""),
              f[0].startsWith(HELD),
              Integer.parseInt(f[1]),
              Double.parseDouble(size[0]) / Double.parseDouble(size[1]),
              Double.parseDouble(text[0]),
              Double.parseDouble(text[1]),
              Set.of(f[4].split(",")),
              List.of(f[5].split("\\|"))));
    }
    return List.copyOf(all);
  }
}
