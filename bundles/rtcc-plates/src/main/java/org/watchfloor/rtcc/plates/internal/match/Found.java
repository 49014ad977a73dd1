package org.watchfloor.rtcc.plates.internal.match;

import java.util.ArrayList;
import java.util.List;

/** A listed plate that a read may be, with its entries. For one thread. */
final class Found {
  /**
   * An entry of it.
   *
   * @param weight against the other plates that the read may be, not yet a probability
   */
  record Entry(Prior prior, int row, double weight, boolean exact) {}

  private final long code;
  private final List<Entry> entries = new ArrayList<>(1);
  private double weight;
  private double here;

  Found(long code) {
    this.code = code;
  }

  void add(Entry entry) {
    for (Entry known : entries) {
      if (known.row == entry.row && known.prior == entry.prior) {
        return;
      }
    }
    entries.add(entry);
    weight = Math.max(weight, entry.weight);
  }

  /**
   * @param weight of those of all vehicles on the road that are the listed one
   */
  void here(double weight) {
    here = Math.max(here, weight);
  }

  double here() {
    return here;
  }

  long code() {
    return code;
  }

  String plate() {
    return PlateCode.text(code);
  }

  /** A plate on two lists is one plate: its weight is that of its likeliest entry. */
  double weight() {
    return weight;
  }

  List<Entry> entries() {
    return entries;
  }
}
