package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;

/** A list, a road and reads for the tests of the match. */
abstract class MatchFixture {
  static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  static final String READER = "openalpr~north/Cam 7";

  final HotListIndex index = new HotListIndex();
  final Random random = new Random(11);

  static HotEntry entry(String plate, String state) {
    return new HotEntry(plate, state, "stolen", "PD", "2026-11-20", HotEntry.NEVER);
  }

  void list(String... plates) {
    index.load(
        List.of(
            LoadedList.of("stolen", NOW, Arrays.stream(plates).map(p -> entry(p, "")).toList())));
  }

  static PlateRead read(String plate, String region) {
    return new PlateRead(
        plate, region, Optional.empty(), List.of(), "", "", "", Optional.empty(), List.of());
  }

  /** Of which one character is doubtful. */
  static PlateRead doubtful(String plate, int at, double confidence, Map<String, Double> o) {
    List<PlateCharacter> characters = new ArrayList<>();
    for (int i = 0; i < plate.length(); i++) {
      String value = plate.substring(i, i + 1);
      characters.add(
          i == at ? new PlateCharacter(value, confidence, o) : PlateCharacter.of(value, 0.99));
    }
    return new PlateRead(
        plate, "", Optional.empty(), List.of(), "", "", "", Optional.empty(), characters);
  }

  List<HotMatch> match(PlateRead read) {
    return index.match(READER, read, NOW, 0.05);
  }

  double probability(PlateRead read) {
    List<HotMatch> matches = match(read);
    return matches.isEmpty() ? 0 : matches.get(0).probability();
  }

  String plate() {
    StringBuilder plate = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      plate.append(PlateCode.character(i < 3 ? 10 + random.nextInt(26) : random.nextInt(10)));
    }
    return plate.toString();
  }

  /** The road as it is after a day, so that what is likely on it is known. */
  void traffic(int reads) {
    for (int i = 0; i < reads; i++) {
      match(read(plate(), "us-nc"));
    }
  }

  void learn(String reader, PlateRead read, String truth) {
    index.confirmed(reader, read, truth, NOW, 0.5).ifPresent(index.readers()::add);
  }

  void reject(String reader, PlateRead read, String listed) {
    index.rejected(reader, read, listed).ifPresent(index.readers()::add);
  }
}
