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
   * The layout that most lines of a sample are of; the one listed first where two are alike.
   *
   * @param sample the first lines of a file, blank ones left out
   * @throws IllegalArgumentException beginning with {@code file} if fewer than half of them are of
   *     any
   */
  static Layout found(List<String> sample) {
    String best = "";
    int most = 0;
    String fault = "";
    for (String name : ALL.keySet()) {
      Tried tried = tried(named(name), sample);
      if (tried.lines() > most) {
        most = tried.lines();
        best = name;
      }
      fault = fault.isEmpty() ? tried.fault() : fault;
    }
    if (most * 2 < sample.size() || most == 0) {
      throw new IllegalArgumentException(
          "file: its layout is none of " + names() + "; as csv: " + fault);
    }
    return named(best);
  }

  private record Tried(int lines, String fault) {}

  private static Tried tried(Layout layout, List<String> sample) {
    int lines = 0;
    boolean header = true;
    for (int i = 0; i < sample.size(); i++) {
      try {
        boolean entry = layout.row(sample.get(i), i == 0).isPresent();
        // A header is told by what follows; alone it counts where only a real one is taken.
        lines += entry || (header && layout instanceof CsvLayout) ? 1 : 0;
        header = false;
      } catch (NoSuchLayout e) {
        return new Tried(0, String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException e) {
        header = false;
      }
    }
    return new Tried(lines, "");
  }
}
