package org.watchfloor.rtcc.plates.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.ReadArea;

/** The index beside a list of the same reads that is looked through one by one. */
class ReadIndexTest {
  private static final int FLUSH = 64;
  private static final long FOREVER = Long.MAX_VALUE;

  @TempDir Path folder;

  /** As many as there are in the model; a read over the limit counts in neither. */
  private final List<Sighting> model = new ArrayList<>();

  private final Random random = new Random(11);
  private long number;
  private long limit = Long.MIN_VALUE;

  private ReadIndex opened() throws IOException, DamagedIndex {
    ReadIndex index = new ReadIndex(folder, FLUSH);
    index.open();
    return index;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Few plates and words, so that many fit; some late, some ahead, some of other letters. */
  private Sighting sighting() {
    number += 1 + random.nextInt(3);
    long time = number * 10 + random.nextInt(50) - (random.nextInt(20) == 0 ? 3_000 : 0);
    boolean placed = random.nextInt(10) > 0;
    return new Sighting(
        number,
        time,
        random.nextInt(10) == 0 ? time - random.nextInt(100) : time,
        plate(),
        "source-" + random.nextInt(3),
        one(List.of("", "cam é", "cam 1", "cam 2")),
        placed ? 36 + random.nextInt(5) / 2.0 : Double.NaN,
        placed ? -80 : Double.NaN,
        one(List.of("", "us-nc", "us-va")),
        one(List.of("", "ford", "škoda")),
        one(List.of("red", "blue")));
  }

  private String plate() {
    String plate = random.nextInt(8) == 0 ? one(List.of("Ж", "A?", "12345678901", "")) : "";
    int length = plate.length() + 1 + random.nextInt(6);
    while (plate.length() < length) {
      plate += one(List.of("A", "B", "0", "1", "Z"));
    }
    return plate;
  }

  private Sought sought() {
    boolean by = random.nextInt(3) == 0;
    long from = random.nextInt(2) == 0 ? Long.MIN_VALUE : random.nextLong(number * 10 + 1);
    return new Sought(
        random.nextInt(5) == 0 ? Optional.empty() : Optional.of(new PlatePattern(pattern())),
        by && random.nextBoolean() ? Set.of("US-NC") : Set.of(),
        by && random.nextBoolean() ? Set.of("ford", " Škoda") : Set.of(),
        by && random.nextInt(4) == 0 ? Set.of("red") : Set.of(),
        by && random.nextBoolean() ? Set.of("cam é", "source-1") : Set.of(),
        by && random.nextBoolean()
            ? Optional.of(new ReadArea(List.of(GeoPoint.of(37, -80)), 90_000))
            : Optional.empty(),
        from,
        random.nextInt(2) == 0 ? FOREVER : from + random.nextInt(5_000));
  }

  private String pattern() {
    StringBuilder pattern = new StringBuilder(model.isEmpty() ? "A" : one(model).plate());
    for (int i = random.nextInt(4); i > 0 && pattern.length() > 0; i--) {
      pattern.setCharAt(random.nextInt(pattern.length()), random.nextInt(3) == 0 ? '*' : '?');
    }
    return pattern.toString();
  }

  private List<Long> expected(Sought sought, Place after, int most) {
    return model.stream()
        .filter(one -> fits(one, sought) && after.before(one.time(), one.number()))
        .sorted(Comparator.comparingLong(Sighting::time).thenComparing(Sighting::number).reversed())
        .map(Sighting::number)
        .limit(most)
        .toList();
  }

  private static boolean fits(Sighting one, Sought sought) {
    return one.time() >= sought.from()
        && one.time() < sought.to()
        && sought.plate().map(plate -> plate.matches(one.plate())).orElse(true)
        && (sought.states().isEmpty() || sought.states().contains(one.region()))
        && (sought.makes().isEmpty() || sought.makes().contains(one.make()))
        && (sought.colors().isEmpty() || sought.colors().contains(one.color()))
        && (sought.cameras().isEmpty()
            || sought.cameras().contains(one.sourceId())
            || sought.cameras().contains(one.device()))
        && (sought.area().isEmpty()
            || !Double.isNaN(one.latitude())
                && sought.area().get().contains(one.latitude(), one.longitude()));
  }

  /** What is over may still be in the index, which is not asked to leave it out at once. */
  private void compare(ReadIndex index) {
    Sought sought = sought().since(limit == Long.MIN_VALUE ? limit : limit + 100);
    int most = 1 + random.nextInt(40);
    Place after = Place.FIRST;
    for (int page = 0; page < 3; page++) {
      List<Sighting> found = index.find(sought, after, most);
      assertThat(found)
          .as("%s after %s", sought, after)
          .extracting(Sighting::number)
          .containsExactlyElementsOf(expected(sought, after, most));
      assertThat(model).containsAll(found);
      if (found.size() < most) {
        return;
      }
      after = Place.of(found.get(most - 1));
    }
  }

  private void add(ReadIndex index, int count) {
    List<Sighting> page = Stream.generate(this::sighting).limit(count).toList();
    index.add(page);
    model.addAll(page);
  }

  private ReadIndex again() throws IOException, DamagedIndex {
    ReadIndex index = opened();
    long last = index.last().map(Place::number).orElse(0L);
    index.add(model.stream().filter(one -> one.number() > last).toList());
    return index;
  }

  @Test
  void itFindsWhatAListFinds() throws Exception {
    ReadIndex index = opened();
    for (int step = 0; step < 1_500; step++) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> add(index, random.nextInt(40));
        case 3 -> index.flush();
        case 4 -> index.merge(limit, () -> false);
        case 5 -> index = random.nextInt(3) == 0 ? again() : index;
        case 6 -> expire(index);
        default -> compare(index);
      }
    }
    assertThat(index.count()).isGreaterThan(1_000);
    assertThat(index.bytes()).isPositive();
  }

  private void expire(ReadIndex index) throws IOException {
    if (random.nextInt(10) > 0 || number < 4_500) {
      return;
    }
    limit = Math.max(limit, number * 10 - 40_000);
    model.removeIf(one -> one.captured() < limit);
    index.expire(limit, limit, () -> false);
    Sought all =
        new Sought(
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Long.MIN_VALUE,
            FOREVER);
    assertThat(index.find(all, Place.FIRST, 1 << 20)).allMatch(one -> one.captured() >= limit);
    assertThat(index.count()).isEqualTo(model.size());
  }

  /** Plates of reads that are over are in no file, in whatever form. */
  @Test
  void whatIsOverLeavesTheFiles() throws Exception {
    ReadIndex index = opened();
    List<Sighting> page = new ArrayList<>();
    for (int i = 0; i < FLUSH; i++) {
      page.add(
          new Sighting(i, i, i, i < 32 ? "ЖЖGONE" + i : "ЖKEPT" + i, "a~b", "", 1, 1, "", "", ""));
    }
    index.add(page);
    index.flush();
    assertThat(text()).contains("GONE31", "KEPT32");
    index.expire(32, 0, () -> false);
    assertThat(text()).as("not due yet").contains("GONE31");
    index.expire(32, 32, () -> false);
    assertThat(text()).contains("KEPT32").doesNotContain("GONE");
    index.expire(64, 64, () -> false);
    assertThat(text()).doesNotContain("KEPT");
    assertThat(index.last()).isEmpty();
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  @Test
  void aDamagedFileIsNoticedAndClearedAway() throws Exception {
    ReadIndex index = opened();
    for (int i = 0; i < 3; i++) {
      add(index, FLUSH);
      index.flush();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      int at = random.nextInt(file.endsWith("segments") ? 10 : whole.length);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) (whole[at] ^ 4)}), at);
      }
      assertThatThrownBy(this::opened).isInstanceOf(DamagedIndex.class).hasMessageContaining("seg");
      Files.write(file, whole);
    }
    Files.delete(files.get(0));
    assertThatThrownBy(this::opened).hasMessageContaining("is missing");
    ReadIndex anew = new ReadIndex(folder, FLUSH);
    anew.clear();
    assertThat(opened().last()).isEmpty();
    index = again();
    compare(index);
  }

  /** Each file of a step is there or not, as it is when power fails between any two of them. */
  @Test
  void theEndBetweenAnyTwoStepsLosesNothing() throws Exception {
    ReadIndex index = opened();
    for (int i = 0; i < 4; i++) {
      add(index, FLUSH);
      index.flush();
    }
    Files.writeString(folder.resolve("segments.new"), "half a li");
    Path orphan = folder.resolve("segment-000099");
    try (FileChannel channel =
        FileChannel.open(orphan, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Channels.newChannel(Channels.newOutputStream(channel));
      channel.write(java.nio.ByteBuffer.wrap(new byte[100]));
    }
    index = again();
    assertThat(orphan).doesNotExist();
    compare(index);
    assertThatThrownBy(
            () -> {
              ReadIndex stopped = again();
              stopped.merge(Long.MIN_VALUE, () -> true);
            })
        .isInstanceOf(IOException.class);
    index = again();
    assertThat(index.merge(Long.MIN_VALUE, () -> false)).isTrue();
    assertThat(index.merge(Long.MIN_VALUE, () -> false)).isFalse();
    compare(index);
    assertThat(again().count()).isEqualTo(model.size());
  }
}
