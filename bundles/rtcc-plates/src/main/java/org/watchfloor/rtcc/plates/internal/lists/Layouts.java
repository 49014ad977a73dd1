package org.watchfloor.rtcc.plates.internal.lists;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The layouts that files may have, those first that are hardest to take for another. */
final class Layouts {
  private static final Map<String, Supplier<Layout>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(CsvLayout.NAME, CsvLayout::new);
    ALL.put(FloridaLayout.NAME, FloridaLayout::new);
    ALL.put(TexasLayout.NCIC, () -> new TexasLayout(true));
    ALL.put(TexasLayout.TCIC, () -> new TexasLayout(false));
    ALL.put(OhioLayout.NAME, OhioLayout::new);
    ALL.put(NcicLayout.NAME, NcicLayout::new);
    ALL.put(StateLayout.ILLINOIS, () -> new StateLayout(StateLayout.ILLINOIS));
    ALL.put(CaliforniaLayout.NAME, CaliforniaLayout::new);
    ALL.put(StateLayout.NEW_YORK, () -> new StateLayout(StateLayout.NEW_YORK));
    ALL.put(StateLayout.COLORADO, () -> new StateLayout(StateLayout.COLORADO));
  }

  private Layouts() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * @throws IllegalArgumentException beginning with {@code layout} if there is none of that name
   */
  static Layout named(String name) {
    Supplier<Layout> layout = ALL.get(name);
    if (layout == null) {
      throw new IllegalArgumentException("layout: \"" + name + "\" is none of " + names());
    }
    return layout.get();
  }

  /**
   * CSV where the first line names its columns; else the layout that most lines of a sample are of,
   * the one listed first where two are alike.
   *
   * @param sample the first lines of a file, blank ones left out
   * @throws IllegalArgumentException beginning with {@code file} if fewer than half of them are of
   *     any
   */
  static Layout found(List<String> sample) {
    String fault;
    try {
      new CsvLayout().row(sample.get(0), true);
      return new CsvLayout();
    } catch (NoSuchLayout e) {
      fault = String.valueOf(e.getMessage());
    }
    String best = "";
    int most = 0;
    for (String name : ALL.keySet()) {
      int lines = name.equals(CsvLayout.NAME) ? 0 : entries(named(name), sample);
      if (lines > most) {
        most = lines;
        best = name;
      }
    }
    if (most * 2 < sample.size() || most == 0) {
      throw new IllegalArgumentException(
          "file: its layout is none of " + names() + "; as csv: " + fault);
    }
    return named(best);
  }

  private static int entries(Layout layout, List<String> sample) {
    int entries = 0;
    for (int i = 0; i < sample.size(); i++) {
      try {
        entries += layout.row(sample.get(i), i == 0).isPresent() ? 1 : 0;
      } catch (IllegalArgumentException e) {
        // a line of another layout, or a broken one
      }
    }
    return entries;
  }
}
