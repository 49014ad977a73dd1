package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The entries of one hot list in columns, those whose plates look alike next to each other. Has no
 * object for an entry: ten million take some 250 MB. Immutable.
 */
final class EntryTable {
  /** So many share a place of the directory on average. */
  private static final int PER_BUCKET = 2;

  private static final int COLUMNS = 6;
  private static final int STATE = 0;

  /** In so many letters an O comes, unless the list never writes one. */
  private static final int LETTERS = 1_000;

  private final Column[] columns = new Column[COLUMNS];
  private long[] codes = new long[16];
  private int[] expires = new int[16];
  private int size;
  private int[] starts = {0, 0};
  private int shift = 64;
  private boolean foldsO;

  private EntryTable() {
    Arrays.setAll(columns, i -> new Column());
  }

  /**
   * @param entries whose plates all have a {@link PlateCode}; one that comes again is kept once
   */
  static EntryTable of(Iterator<HotEntry> entries) {
    EntryTable table = new EntryTable();
    Duplicates known = new Duplicates(table);
    while (entries.hasNext()) {
      table.put(entries.next());
      if (known.isNew(table.size)) {
        table.size++;
      }
    }
    table.settle();
    return table;
  }

  private void put(HotEntry entry) {
    if (size == codes.length) {
      int more = (int) Math.min(Integer.MAX_VALUE - 8L, size * 3L / 2);
      codes = Arrays.copyOf(codes, more);
      expires = Arrays.copyOf(expires, more);
    }
    codes[size] = PlateCode.of(entry.plate());
    expires[size] = packed(entry.expires());
    List<String> texts =
        List.of(
            entry.state(),
            entry.reason(),
            entry.agency(),
            entry.entered(),
            entry.make(),
            entry.color());
    for (int i = 0; i < COLUMNS; i++) {
      columns[i].add(size, texts.get(i));
    }
  }

  /** Unsigned seconds, to the year 2106; what is later never expires. */
  private static int packed(long seconds) {
    return seconds >= 0xFFFF_FFFFL ? -1 : (int) Math.max(0, seconds);
  }

  boolean same(int one, int two) {
    boolean same = codes[one] == codes[two] && expires[one] == expires[two];
    for (int i = 0; same && i < COLUMNS; i++) {
      same = columns[i].number(one) == columns[i].number(two);
    }
    return same;
  }

  int hash(int row) {
    long hash = codes[row] * 31 + expires[row];
    for (Column column : columns) {
      hash = hash * 0x9E3779B97F4A7C15L + column.number(row);
    }
    return (int) (mix(hash) >>> 32);
  }

  private void settle() {
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, size / PER_BUCKET));
    shift = 64 - bits;
    starts = new int[(1 << bits) + 1];
    foldsO = noO();
    for (int row = 0; row < size; row++) {
      starts[bucket(LookAlikes.key(codes[row])) + 1]++;
    }
    for (int b = 1; b < starts.length; b++) {
      starts[b] += starts[b - 1];
    }
    int[] order = new int[size];
    int[] next = Arrays.copyOf(starts, starts.length);
    for (int row = 0; row < size; row++) {
      order[next[bucket(LookAlikes.key(codes[row]))]++] = row;
    }
    arrange(order);
  }

  private boolean noO() {
    int o = PlateCode.symbol('O');
    int letters = 0;
    for (int row = 0; row < size && letters < LETTERS; row++) {
      for (int i = 0; i < PlateCode.length(codes[row]); i++) {
        int symbol = PlateCode.at(codes[row], i);
        if (symbol == o) {
          return false;
        }
        letters += PlateCode.isLetter(symbol) ? 1 : 0;
      }
    }
    return letters >= LETTERS;
  }

  /** Whether no plate of enough to tell has the letter O. */
  boolean foldsO() {
    return foldsO;
  }

  private void arrange(int[] order) {
    long[] allCodes = codes;
    int[] allExpires = expires;
    codes = new long[size];
    expires = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = allCodes[order[i]];
      expires[i] = allExpires[order[i]];
    }
    for (Column column : columns) {
      column.settle(order);
    }
  }

  /** David Stafford's Mix13: every bit of the key changes half of the bits. */
  private static long mix(long key) {
    long z = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The place of a key; its rows are from {@link #start} of it to that of the next. */
  int bucket(long key) {
    return (int) (mix(key) >>> shift);
  }

  int start(int bucket) {
    return starts[bucket];
  }

  long code(int row) {
    return codes[row];
  }

  int size() {
    return size;
  }

  int state(int row) {
    return columns[STATE].number(row);
  }

  Texts states() {
    return columns[STATE].texts();
  }

  boolean inForce(int row, long epochSecond) {
    return expires[row] == -1 || epochSecond < Integer.toUnsignedLong(expires[row]);
  }

  HotEntry entry(int row) {
    return new HotEntry(
        PlateCode.text(codes[row]),
        columns[0].text(row),
        columns[1].text(row),
        columns[2].text(row),
        columns[3].text(row),
        expires[row] == -1 ? HotEntry.NEVER : Integer.toUnsignedLong(expires[row]),
        columns[4].text(row),
        columns[5].text(row));
  }

  /** Bytes of heap. */
  long heap() {
    long heap = 8L * codes.length + 4L * expires.length + 4L * starts.length;
    for (Column column : columns) {
      heap += column.heap();
    }
    return heap;
  }
}
