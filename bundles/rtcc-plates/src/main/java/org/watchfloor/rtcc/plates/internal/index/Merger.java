package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Makes one segment of several, without the reads that are over. Not thread-safe. It goes through
 * them in their order, and has eight bytes of memory a read for the new places of the old rows and
 * plates.
 */
final class Merger {
  /** Reads between two looks at whether it should end. */
  private static final int PIECE = 1 << 16;

  /** The new place of what is left out. */
  static final int GONE = -1;

  private final List<Segment> from;
  private final long limit;
  private final SegmentWriter out;
  private final BooleanSupplier stopped;

  private final int[][] rows;
  private final int[][] strings;
  private final int[][] texts;
  private final int[][] spots;
  private final int[][] traits;

  private final MergedPlates plates;
  private int kept;
  private int ahead;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private long minCaptured = Long.MAX_VALUE;
  private long minNumber = Long.MAX_VALUE;
  private long lastNumber = Long.MIN_VALUE;
  private long lastTime;

  private Merger(List<Segment> from, long limit, SegmentWriter out, BooleanSupplier stopped) {
    this.from = from;
    this.limit = limit;
    this.out = out;
    this.stopped = stopped;
    this.rows = places(from, Counts::rows);
    this.strings = places(from, Counts::strings);
    this.texts = places(from, Counts::texts);
    this.spots = places(from, Counts::spots);
    this.traits = places(from, Counts::traits);
    this.plates = new MergedPlates(from, rows, out);
  }

  /** New places of all items of all segments, none of them known. */
  static int[][] places(List<Segment> from, ToIntFunction<Counts> size) {
    int[][] places = new int[from.size()][];
    for (int i = 0; i < places.length; i++) {
      places[i] = new int[size.applyAsInt(from.get(i).counts())];
      Arrays.fill(places[i], GONE);
    }
    return places;
  }

  /**
   * @param limit reads captured before are left out, in microseconds
   * @param stopped to end soon, with an exception
   * @return how many reads are left; if none, nothing was written
   */
  static int merge(List<Segment> from, long limit, SegmentWriter out, BooleanSupplier stopped)
      throws IOException {
    Merger merger = new Merger(from, limit, out, stopped);
    merger.number();
    if (merger.kept > 0) {
      merger.write();
    }
    return merger.kept;
  }

  private static int newest(Segment a, int rowOfA, Segment b, int rowOfB) {
    int order = Long.compare(b.time(rowOfB), a.time(rowOfA));
    return order != 0 ? order : Long.compare(b.number(rowOfB), a.number(rowOfA));
  }

  private void number() throws IOException {
    Union.visit(from, Counts::rows, Merger::newest, same -> number(same.segment(0), same.item(0)));
  }

  private void number(int segment, int row) throws IOException {
    if (row % PIECE == 0 && stopped.getAsBoolean()) {
      throw new IOException("ended by the stop of the center");
    }
    Segment old = from.get(segment);
    long time = old.time(row);
    long captured = time < limit || old.counts().ahead() > 0 ? old.captured(row) : time;
    if (captured < limit) {
      return;
    }
    rows[segment][row] = kept++;
    minTime = Math.min(minTime, time);
    maxTime = Math.max(maxTime, time);
    minCaptured = Math.min(minCaptured, captured);
    minNumber = Math.min(minNumber, old.number(row));
    if (old.number(row) > lastNumber) {
      lastNumber = old.number(row);
      lastTime = time;
    }
  }

  private void write() throws IOException {
    int stringCount =
        texts(Section.STRINGS, Section.STRING_ENDS, Counts::strings, Segment::string, strings);
    int textCount = texts(Section.TEXTS, Section.TEXT_ENDS, Counts::texts, Segment::text, texts);
    int spotCount = spots();
    int traitsCount = traits();
    rows(RowFormat.of(minTime, maxTime, minNumber, lastNumber, spotCount, traitsCount));
    ahead();
    int keyCount = plates.keys();
    plates.postings(kept);
    int gramCount = new MergedGrams(from, plates.ordinals(), keyCount, out).write();
    out.finish(
        new Counts(
            kept,
            keyCount,
            textCount,
            stringCount,
            spotCount,
            traitsCount,
            ahead,
            gramCount,
            minTime,
            maxTime,
            minCaptured,
            minNumber,
            lastNumber,
            lastTime));
  }

  /** A text of a segment. */
  private interface Text {
    byte[] of(Segment segment, int index);
  }

  private int texts(
      Section section, Section ends, ToIntFunction<Counts> size, Text text, int[][] places)
      throws IOException {
    int[] allEnds = new int[from.stream().mapToInt(one -> size.applyAsInt(one.counts())).sum()];
    int[] count = {0};
    out.begin(section);
    Union.visit(
        from,
        size,
        (a, i, b, j) -> Arrays.compareUnsigned(text.of(a, i), text.of(b, j)),
        same -> {
          if (section == Section.TEXTS && !plates.live(same, true)) {
            return;
          }
          byte[] bytes = text.of(from.get(same.segment(0)), same.item(0));
          out.put(bytes);
          allEnds[count[0]] = bytes.length + (count[0] == 0 ? 0 : allEnds[count[0] - 1]);
          move(same, places, count[0]++);
        });
    out.begin(ends);
    for (int i = 0; i < count[0]; i++) {
      out.put(allEnds[i]);
    }
    return count[0];
  }

  static void move(Union same, int[][] places, int to) {
    for (int i = 0; i < same.count(); i++) {
      places[same.segment(i)][same.item(i)] = to;
    }
  }

  private int spots() throws IOException {
    int[] count = {0};
    out.begin(Section.SPOTS);
    Union.visit(
        from,
        Counts::spots,
        this::compareSpots,
        same -> {
          Segment old = from.get(same.segment(0));
          int spot = same.item(0);
          out.put(strings[same.segment(0)][old.spotString(spot, 0)]);
          out.put(strings[same.segment(0)][old.spotString(spot, 1)]);
          out.put(old.latitude(spot));
          out.put(old.longitude(spot));
          move(same, spots, count[0]++);
        });
    return count[0];
  }

  /** Strings by their new places: those of two segments have no common order before. */
  private int compareSpots(Segment a, int spotOfA, Segment b, int spotOfB) {
    int[] ofA = strings[from.indexOf(a)];
    int[] ofB = strings[from.indexOf(b)];
    for (int i = 0; i < 2; i++) {
      int order = Integer.compare(ofA[a.spotString(spotOfA, i)], ofB[b.spotString(spotOfB, i)]);
      if (order != 0) {
        return order;
      }
    }
    int order = Double.compare(a.latitude(spotOfA), b.latitude(spotOfB));
    return order != 0 ? order : Double.compare(a.longitude(spotOfA), b.longitude(spotOfB));
  }

  private int traits() throws IOException {
    int[] count = {0};
    out.begin(Section.TRAITS);
    Union.visit(
        from,
        Counts::traits,
        this::compareTraits,
        same -> {
          for (int i = 0; i < 3; i++) {
            out.put(
                strings[same.segment(0)][from.get(same.segment(0)).traitString(same.item(0), i)]);
          }
          move(same, traits, count[0]++);
        });
    return count[0];
  }

  private int compareTraits(Segment a, int traitsOfA, Segment b, int traitsOfB) {
    int[] ofA = strings[from.indexOf(a)];
    int[] ofB = strings[from.indexOf(b)];
    int order = 0;
    for (int i = 0; i < 3 && order == 0; i++) {
      order = Integer.compare(ofA[a.traitString(traitsOfA, i)], ofB[b.traitString(traitsOfB, i)]);
    }
    return order;
  }

  private void rows(RowFormat format) throws IOException {
    out.begin(Section.ROWS);
    Union.visit(
        from, Counts::rows, Merger::newest, same -> row(format, same.segment(0), same.item(0)));
  }

  private void row(RowFormat format, int segment, int row) throws IOException {
    if (rows[segment][row] == GONE) {
      return;
    }
    Segment old = from.get(segment);
    long plate = old.plate(row);
    format.write(
        out,
        PlateKey.isText(plate) ? PlateKey.ofText(texts[segment][PlateKey.textIndex(plate)]) : plate,
        old.time(row),
        old.number(row),
        spots[segment][old.spot(row)],
        traits[segment][old.traits(row)]);
  }

  private void ahead() throws IOException {
    out.begin(Section.AHEAD);
    Union.visit(
        from,
        Counts::ahead,
        (a, i, b, j) -> newest(a, a.aheadRow(i), b, b.aheadRow(j)),
        same -> {
          Segment old = from.get(same.segment(0));
          int row = rows[same.segment(0)][old.aheadRow(same.item(0))];
          if (row != GONE) {
            out.put(row);
            out.put(old.aheadCaptured(same.item(0)));
            ahead++;
          }
        });
  }
}
