package org.watchfloor.rtcc.plates.internal.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a segment in memory of a page of reads. Not thread-safe. */
final class SegmentBuilder {
  private static final Comparator<String> BYTES =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final Comparator<Sighting> NEWEST =
      Comparator.comparingLong(Sighting::time).thenComparingLong(Sighting::number).reversed();

  /** A place of a camera, by the numbers of its strings. */
  private record Spot(int source, int device, double latitude, double longitude)
      implements Comparable<Spot> {
    @Override
    public int compareTo(Spot other) {
      int order = Integer.compare(source, other.source);
      order = order != 0 ? order : Integer.compare(device, other.device);
      order = order != 0 ? order : Double.compare(latitude, other.latitude);
      return order != 0 ? order : Double.compare(longitude, other.longitude);
    }
  }

  private record Traits(int region, int make, int color) implements Comparable<Traits> {
    @Override
    public int compareTo(Traits other) {
      int order = Integer.compare(region, other.region);
      order = order != 0 ? order : Integer.compare(make, other.make);
      return order != 0 ? order : Integer.compare(color, other.color);
    }
  }

  private final List<Sighting> rows;
  private final Map<String, Integer> strings;
  private final Map<String, Integer> texts;
  private final Map<Spot, Integer> spots;
  private final Map<Traits, Integer> traits;

  /** Plates and then texts with their rows. */
  private final TreeMap<Long, List<Integer>> keys = new TreeMap<>(Long::compareUnsigned);

  private final TreeMap<String, List<Integer>> textRows = new TreeMap<>(BYTES);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final SegmentWriter out = new SegmentWriter(Channels.newChannel(bytes));

  private SegmentBuilder(Collection<Sighting> sightings) {
    rows = new ArrayList<>(sightings);
    rows.sort(NEWEST);
    Set<String> words = new HashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      Sighting sighting = rows.get(row);
      words.addAll(
          List.of(sighting.sourceId(), sighting.device(), sighting.region(), sighting.make()));
      words.add(sighting.color());
      long key = PlateKey.of(sighting.plate());
      (key == PlateKey.NONE
              ? textRows.computeIfAbsent(sighting.plate(), any -> new ArrayList<>())
              : keys.computeIfAbsent(key, any -> new ArrayList<>()))
          .add(row);
    }
    TreeSet<String> sorted = new TreeSet<>(BYTES);
    sorted.addAll(words);
    strings = numbered(sorted);
    texts = numbered(textRows.keySet());
    TreeSet<Spot> allSpots = new TreeSet<>();
    TreeSet<Traits> allTraits = new TreeSet<>();
    rows.forEach(
        sighting -> {
          allSpots.add(spot(sighting));
          allTraits.add(traits(sighting));
        });
    spots = numbered(allSpots);
    traits = numbered(allTraits);
  }

  /** The reads must not be none, each of another number. */
  static Segment build(Collection<Sighting> sightings) {
    try {
      return new SegmentBuilder(sightings).write();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
  }

  /** Outside of the heap as a file is, so that both are read by the same code. */
  static Segment inMemory(ByteArrayOutputStream bytes) {
    try {
      return new Segment(ByteBuffer.allocateDirect(bytes.size()).put(bytes.toByteArray()).flip());
    } catch (DamagedIndex e) {
      throw new IllegalStateException("A segment that was written just now " + e.getMessage(), e);
    }
  }

  private static <T> Map<T, Integer> numbered(Collection<T> sorted) {
    Map<T, Integer> numbered = new HashMap<>();
    sorted.forEach(item -> numbered.put(item, numbered.size()));
    return numbered;
  }

  private int string(String text) {
    return strings.getOrDefault(text, 0);
  }

  private Spot spot(Sighting of) {
    return new Spot(string(of.sourceId()), string(of.device()), of.latitude(), of.longitude());
  }

  private Traits traits(Sighting of) {
    return new Traits(string(of.region()), string(of.make()), string(of.color()));
  }

  private Segment write() throws IOException {
    TreeSet<String> words = new TreeSet<>(BYTES);
    words.addAll(strings.keySet());
    texts(Section.STRINGS, Section.STRING_ENDS, words);
    texts(Section.TEXTS, Section.TEXT_ENDS, textRows.keySet());
    out.begin(Section.SPOTS);
    for (Spot spot : new TreeSet<>(spots.keySet())) {
      out.put(spot.source());
      out.put(spot.device());
      out.put(spot.latitude());
      out.put(spot.longitude());
    }
    out.begin(Section.TRAITS);
    for (Traits trait : new TreeSet<>(traits.keySet())) {
      out.put(trait.region());
      out.put(trait.make());
      out.put(trait.color());
    }
    rows();
    int ahead = ahead();
    plates();
    out.finish(counts(ahead, Grams.write(keys.keySet(), out)));
    return inMemory(bytes);
  }

  private void texts(Section section, Section ends, Collection<String> sorted) throws IOException {
    out.begin(section);
    List<Integer> all = new ArrayList<>();
    int end = 0;
    for (String text : sorted) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.put(utf8);
      end += utf8.length;
      all.add(end);
    }
    out.begin(ends);
    for (int one : all) {
      out.put(one);
    }
  }

  private void rows() throws IOException {
    out.begin(Section.ROWS);
    RowFormat format = counts(0, 0).format();
    for (Sighting sighting : rows) {
      long key = PlateKey.of(sighting.plate());
      format.write(
          out,
          key == PlateKey.NONE ? PlateKey.ofText(texts.getOrDefault(sighting.plate(), 0)) : key,
          sighting.time(),
          sighting.number(),
          spots.getOrDefault(spot(sighting), 0),
          traits.getOrDefault(traits(sighting), 0));
    }
  }

  private int ahead() throws IOException {
    out.begin(Section.AHEAD);
    int ahead = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).captured() != rows.get(row).time()) {
        out.put(row);
        out.put(rows.get(row).captured());
        ahead++;
      }
    }
    return ahead;
  }

  private void plates() throws IOException {
    out.begin(Section.KEYS);
    TreeMap<Long, Integer> mirrored = new TreeMap<>(Long::compareUnsigned);
    for (long key : keys.keySet()) {
      out.put(key);
      mirrored.put(PlateKey.mirrored(key), mirrored.size());
    }
    out.begin(Section.MIRRORED);
    for (long key : mirrored.keySet()) {
      out.put(key);
    }
    out.begin(Section.MIRRORED_ORDINALS);
    int keyBytes = Width.of(keys.size());
    for (int ordinal : mirrored.values()) {
      out.put(ordinal, keyBytes);
    }
    List<List<Integer>> postings = new ArrayList<>(keys.values());
    postings.addAll(textRows.values());
    out.begin(Section.STARTS);
    int start = 0;
    int rowBytes = Width.of(rows.size());
    for (List<Integer> one : postings) {
      out.put(start, rowBytes);
      start += one.size();
    }
    out.put(start, rowBytes);
    out.begin(Section.POSTINGS);
    for (List<Integer> one : postings) {
      for (int row : one) {
        out.put(row, rowBytes);
      }
    }
  }

  private Counts counts(int ahead, int grams) {
    Sighting last = rows.stream().max(Comparator.comparingLong(Sighting::number)).orElseThrow();
    return new Counts(
        rows.size(),
        keys.size(),
        texts.size(),
        strings.size(),
        spots.size(),
        traits.size(),
        ahead,
        grams,
        rows.get(rows.size() - 1).time(),
        rows.get(0).time(),
        rows.stream().mapToLong(Sighting::captured).min().orElseThrow(),
        rows.stream().mapToLong(Sighting::number).min().orElseThrow(),
        last.number(),
        last.time());
  }
}
