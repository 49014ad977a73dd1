package org.watchfloor.rtcc.plates.internal.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.watchfloor.rtcc.plates.internal.index.IndexFiles.Filed;

/**
 * What reads are searched by, in the order of their numbers: the newest in memory, the others in
 * files, small ones merged into larger ones. It may be lost at any time, and is made again from the
 * store. Searches run beside everything else; changes are made by one at a time, and {@link #merge}
 * and {@link #expire} by one thread only.
 */
public final class ReadIndex {
  /** Reads in memory, at some 60 bytes each, before they are written. */
  private static final int FLUSH = 1 << 17;

  /** Reads in a file, at most: it is less than 2 GiB, and merging them takes 64 MiB of memory. */
  private static final int MOST = 1 << 23;

  /** So many files of about a size become one. */
  private static final int FAN = 4;

  private static final Comparator<Found> NEWEST =
      Comparator.comparingLong(Found::time).thenComparingLong(Found::number).reversed();

  /** One in memory has no file. */
  private record Piece(Segment segment, Optional<String> file) {
    Counts counts() {
      return segment.counts();
    }

    boolean inMemory() {
      return file.isEmpty();
    }
  }

  private record Found(Segment segment, int row, long time, long number) {}

  private final int flush;
  private final IndexFiles files;

  /** In the order of numbers. */
  private volatile List<Piece> pieces = List.of();

  /** The same, with the one that has the newest read first. */
  private volatile List<Piece> newest = List.of();

  public ReadIndex(Path folder) {
    this(folder, FLUSH);
  }

  ReadIndex(Path folder, int flush) {
    this.files = new IndexFiles(folder);
    this.flush = flush;
  }

  /**
   * Opens what the folder has.
   *
   * @throws DamagedIndex if a file is not as it was written: {@link #clear} and add all reads again
   */
  public synchronized void open() throws IOException, DamagedIndex {
    List<Piece> opened = new ArrayList<>();
    files.open().forEach(one -> opened.add(piece(one)));
    set(opened);
  }

  private void set(List<Piece> all) {
    pieces = List.copyOf(all);
    newest =
        all.stream()
            .sorted(Comparator.comparingLong((Piece piece) -> piece.counts().maxTime()).reversed())
            .toList();
  }

  private static Piece piece(Filed filed) {
    return new Piece(filed.segment(), Optional.of(filed.file()));
  }

  /** Forgets all, and deletes the files. */
  public synchronized void clear() throws IOException {
    set(List.of());
    files.clear();
  }

  /** The read with the highest number, as time and number; empty where there is none. */
  public Optional<Place> last() {
    return pieces.stream()
        .map(piece -> new Place(piece.counts().lastTime(), piece.counts().lastNumber()))
        .max(Comparator.comparingLong(Place::number));
  }

  public long count() {
    return pieces.stream().mapToLong(piece -> piece.counts().rows()).sum();
  }

  /** In files. */
  public long bytes() {
    return pieces.stream()
        .filter(piece -> !piece.inMemory())
        .mapToLong(piece -> piece.segment().bytes())
        .sum();
  }

  private int inMemory() {
    return pieces.stream().filter(Piece::inMemory).mapToInt(piece -> piece.counts().rows()).sum();
  }

  /** Whether so many are in memory that none should be added before they are written. */
  public boolean full() {
    return inMemory() >= 2 * flush;
  }

  /**
   * Adds reads.
   *
   * @param sightings with higher numbers than all before, at most some ten thousand
   */
  public synchronized void add(List<Sighting> sightings) {
    if (sightings.isEmpty()) {
      return;
    }
    List<Piece> all = new ArrayList<>(pieces);
    all.add(new Piece(SegmentBuilder.build(sightings), Optional.empty()));
    // Each is at least twice as large as the next, so that there are few.
    while (all.size() > 1 && smaller(all.get(all.size() - 2), all.get(all.size() - 1))) {
      List<Piece> two = List.copyOf(all.subList(all.size() - 2, all.size()));
      all.subList(all.size() - 2, all.size()).clear();
      all.addAll(inMemory(two, Long.MIN_VALUE));
    }
    set(all);
  }

  private static boolean smaller(Piece older, Piece newer) {
    return older.inMemory() && older.counts().rows() < 2 * newer.counts().rows();
  }

  private static List<Segment> segments(List<Piece> from) {
    return from.stream().map(Piece::segment).toList();
  }

  private static List<Piece> inMemory(List<Piece> from, long limit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SegmentWriter writer = new SegmentWriter(Channels.newChannel(bytes));
    try {
      return Merger.merge(segments(from), limit, writer, () -> false) == 0
          ? List.of()
          : List.of(new Piece(SegmentBuilder.inMemory(bytes), Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
  }

  /** Writes what is in memory, where it is enough for a file. */
  public synchronized void flush() throws IOException {
    if (inMemory() >= flush) {
      List<Piece> memory = pieces.stream().filter(Piece::inMemory).toList();
      replace(memory, inFile(memory, Long.MIN_VALUE, () -> false));
    }
  }

  private List<Piece> inFile(List<Piece> from, long limit, BooleanSupplier stopped)
      throws IOException {
    return files.write(to -> Merger.merge(segments(from), limit, to, stopped)).stream()
        .map(ReadIndex::piece)
        .toList();
  }

  /** Puts others at the place of pieces that lie together. */
  private synchronized void replace(List<Piece> old, List<Piece> by) throws IOException {
    List<Piece> all = new ArrayList<>(pieces);
    int at = all.indexOf(old.get(0));
    all.subList(at, at + old.size()).clear();
    all.addAll(at, by);
    files.list(all.stream().flatMap(piece -> piece.file().stream()).toList());
    set(all);
  }

  /**
   * Merges some files into a larger one, if there are enough.
   *
   * @param limit reads captured before are left out, in microseconds
   * @param stopped to end soon
   * @return whether there were
   */
  public boolean merge(long limit, BooleanSupplier stopped) throws IOException {
    List<Piece> run = run();
    if (run.isEmpty()) {
      return false;
    }
    replace(run, inFile(run, limit, stopped));
    return true;
  }

  private List<Piece> run() {
    List<Piece> filed = pieces.stream().filter(piece -> !piece.inMemory()).toList();
    for (int at = filed.size() - FAN; at >= 0; at--) {
      List<Piece> run = filed.subList(at, at + FAN);
      long rows = run.stream().mapToLong(piece -> piece.counts().rows()).sum();
      if (rows <= MOST && run.stream().mapToInt(this::tier).distinct().count() == 1) {
        return run;
      }
    }
    return List.of();
  }

  private int tier(Piece piece) {
    int tier = 0;
    for (long rows = (long) flush * FAN; rows <= piece.counts().rows(); rows *= FAN) {
      tier++;
    }
    return tier;
  }

  /**
   * Leaves out reads that are over: a piece with nothing else goes, others are written again.
   *
   * @param limit reads captured before are over, in microseconds
   * @param due pieces with a read captured before are written again
   */
  public void expire(long limit, long due, BooleanSupplier stopped) throws IOException {
    for (Piece piece : pieces) {
      if (piece.counts().maxTime() < limit) {
        expire(piece, () -> List.of());
      } else if (piece.counts().minCaptured() < Math.min(due, limit)) {
        expire(
            piece,
            () ->
                piece.inMemory()
                    ? inMemory(List.of(piece), limit)
                    : inFile(List.of(piece), limit, stopped));
      }
    }
  }

  private interface Left {
    List<Piece> pieces() throws IOException;
  }

  /** One in memory may have become another meanwhile, which is looked at the next time. */
  private void expire(Piece piece, Left left) throws IOException {
    if (!piece.inMemory()) {
      replace(List.of(piece), left.pieces());
      return;
    }
    synchronized (this) {
      if (pieces.contains(piece)) {
        replace(List.of(piece), left.pieces());
      }
    }
  }

  /** At most so many reads behind a place, newest first. */
  public List<Sighting> find(Sought sought, Place after, int most) {
    List<Found> found = new ArrayList<>();
    for (Piece piece : newest) {
      boolean enough = found.size() == most;
      if (enough && piece.counts().maxTime() < found.get(most - 1).time()) {
        break;
      }
      int before = found.size();
      Segment segment = piece.segment();
      SegmentSearch.search(
          segment,
          enough ? sought.since(found.get(most - 1).time()) : sought,
          after,
          most,
          row -> found.add(new Found(segment, row, segment.time(row), segment.number(row))));
      if (before > 0 && found.size() > before) {
        found.sort(NEWEST);
        found.subList(Math.min(most, found.size()), found.size()).clear();
      }
    }
    List<Sighting> sightings = new ArrayList<>(found.size());
    for (Found one : found) {
      sightings.add(one.segment().sighting(one.row()));
    }
    return List.copyOf(sightings);
  }
}
