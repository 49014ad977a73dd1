package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A hot list in memory. Immutable. Plates of more than 10 characters, or of letters other than A-Z,
 * are kept aside and matched as they stand.
 */
public final class LoadedList {
  private final String name;
  private final Instant importedAt;
  private final ListTerms terms;
  private final Map<String, List<HotEntry>> odd = new HashMap<>();
  private final EntryTable table;
  private final Issuer[] issuers;
  private final int[] ofState;

  private LoadedList(String name, Instant importedAt, ListTerms terms, Iterator<HotEntry> entries) {
    this.name = name;
    this.importedAt = importedAt;
    this.terms = terms;
    this.table = EntryTable.of(new Plain(entries, this::odd));
    Texts states = table.states();
    this.issuers = new Issuer[states.size()];
    this.ofState = new int[states.size()];
    for (int i = 0; i < issuers.length; i++) {
      issuers[i] = Issuer.of(states.get(i));
    }
    for (int row = 0; row < table.size(); row++) {
      ofState[table.state(row)]++;
    }
  }

  public static LoadedList of(String name, Instant importedAt, Collection<HotEntry> entries) {
    return of(name, importedAt, ListTerms.DEFAULT, entries);
  }

  /**
   * @param entries iterated over once, in any order; an iterator may read them from the store as it
   *     goes, so they are not all in memory at once
   */
  public static LoadedList of(
      String name, Instant importedAt, ListTerms terms, Collection<HotEntry> entries) {
    return new LoadedList(name, importedAt, terms, entries.iterator());
  }

  private void odd(HotEntry entry) {
    List<HotEntry> known = odd.computeIfAbsent(entry.plate(), p -> new ArrayList<>(1));
    if (!known.contains(entry)) {
      known.add(entry);
    }
  }

  public String name() {
    return name;
  }

  public Instant importedAt() {
    return importedAt;
  }

  public ListTerms terms() {
    return terms;
  }

  /** How many entries; one that the list has twice counts once. */
  public int size() {
    return table.size() + odd.values().stream().mapToInt(List::size).sum();
  }

  /** Entries of exactly this plate. */
  public List<HotEntry> entries(String plate) {
    long code = PlateCode.of(plate);
    if (code == PlateCode.NONE) {
      return List.copyOf(odd.getOrDefault(plate, List.of()));
    }
    List<HotEntry> entries = new ArrayList<>();
    int bucket = table.bucket(LookAlikes.key(code));
    for (int row = table.start(bucket); row < table.start(bucket + 1); row++) {
      if (table.code(row) == code) {
        entries.add(table.entry(row));
      }
    }
    return entries;
  }

  /** Bytes of heap that the entries take, texts and directory included. */
  public long heap() {
    return table.heap();
  }

  /** How many of the plates have a {@link PlateCode}. */
  int plain() {
    return table.size();
  }

  /** Whether the list writes the letter O as a zero, as those of Ohio do. */
  boolean foldsO() {
    return table.foldsO();
  }

  EntryTable table() {
    return table;
  }

  /** Who issued the plates of a number of {@link EntryTable#state}. */
  Issuer issuer(int state) {
    return issuers[state];
  }

  int states() {
    return issuers.length;
  }

  int ofState(int state) {
    return ofState[state];
  }

  /** Those with a code; hands the others on. */
  private static final class Plain implements Iterator<HotEntry> {
    private final Iterator<HotEntry> all;
    private final Consumer<HotEntry> others;
    private Optional<HotEntry> next = Optional.empty();

    Plain(Iterator<HotEntry> all, Consumer<HotEntry> others) {
      this.all = all;
      this.others = others;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && all.hasNext()) {
        HotEntry entry = all.next();
        if (PlateCode.of(entry.plate()) == PlateCode.NONE) {
          others.accept(entry);
        } else {
          next = Optional.of(entry);
        }
      }
      return next.isPresent();
    }

    @Override
    public HotEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      HotEntry entry = next.orElseThrow();
      next = Optional.empty();
      return entry;
    }
  }
}
