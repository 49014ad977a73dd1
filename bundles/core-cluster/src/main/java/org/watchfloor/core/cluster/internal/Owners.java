package org.watchfloor.core.cluster.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Who runs which source: no list of sources, but the nodes that share them. Immutable.
 *
 * <p>While the nodes change there are several tables, and a source is run only by a node that every
 * table gives it to. So a node that knows some of the tables and one that knows others never both
 * run it, as long as they know one in common; see {@link Sharing}, which sees to that.
 *
 * @param term of the leader that made it
 * @param number within the term, 1 and up
 * @param tables each a sorted list of nodes; an empty one gives nothing to anybody
 */
record Owners(long term, long number, List<List<String>> tables) implements Comparable<Owners> {
  /** Nobody runs anything. */
  static final Owners NONE = new Owners(0, 0, List.of(List.of()));

  Owners {
    tables = tables.stream().map(table -> List.copyOf(new TreeSet<>(table))).distinct().toList();
  }

  @Override
  public int compareTo(Owners other) {
    int byTerm = Long.compare(term, other.term);
    return byTerm != 0 ? byTerm : Long.compare(number, other.number);
  }

  /** Whether it is settled and shared by just these nodes. */
  boolean settledOn(List<String> nodes) {
    return tables.size() == 1 && tables.get(0).equals(nodes);
  }

  /** These tables and one more. */
  Owners and(List<String> table, long inTerm, long withNumber) {
    List<List<String>> all = new ArrayList<>(tables);
    all.add(table);
    return new Owners(inTerm, withNumber, all);
  }

  /** The node that all tables give a source to; empty for none. */
  String owner(String sourceId) {
    String owner = "";
    for (List<String> table : tables) {
      String of = pick(table, sourceId);
      if (of.isEmpty() || !owner.isEmpty() && !owner.equals(of)) {
        return "";
      }
      owner = of;
    }
    return owner;
  }

  /**
   * Highest random weight (Thaler and Ravishankar, 1998): when a node goes only its sources move,
   * when it comes back only they do.
   */
  private static String pick(List<String> table, String sourceId) {
    String best = "";
    long bestWeight = 0;
    for (String node : table) {
      long weight = weight(node + '\n' + sourceId);
      if (best.isEmpty() || Long.compareUnsigned(weight, bestWeight) > 0) {
        best = node;
        bestWeight = weight;
      }
    }
    return best;
  }

  /** FNV-1a with the finalizer of SplitMix64: the same on every machine, spread over all bits. */
  private static long weight(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
