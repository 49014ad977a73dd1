package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.PlateRead;

/** What people say of hits, and what it does to the next ones. */
class ReaderModelsTest extends MatchFixture {
  @Test
  void whatPeopleSayMovesTheProbability() {
    list("KMN4321", "QRS5678");
    traffic(20_000);
    PlateRead misread = read("KMN4327", "");
    double before = probability(misread);
    for (int i = 0; i < 20; i++) {
      learn(READER, read("ABC7777", ""), "ABC1777");
    }
    double confirmed = probability(misread);
    assertThat(confirmed).isGreaterThan(before);
    assertThat(index.match("another", misread, NOW, 0.05).size()).isLessThanOrEqualTo(1);
    for (int i = 0; i < 400; i++) {
      reject(READER, misread, "KMN4321");
    }
    assertThat(probability(misread)).isLessThan(confirmed);
    // Each look is a hit of the list as well: after many one more changes nothing.
    for (int i = 0; i < 300; i++) {
      match(read("QRS5678", ""));
    }
    double exact = probability(read("QRS5678", ""));
    for (int i = 0; i < 50; i++) {
      reject(READER, read("QRS5678", ""), "QRS5678");
    }
    assertThat(probability(read("QRS5678", ""))).isLessThan(exact);
  }

  @Test
  void sumsAreTheSameAsLessons() {
    List<Lesson> lessons = new ArrayList<>();
    lessons.add(index.confirmed(READER, read("ABC7777", ""), "ABC1777", NOW, 0.5).orElseThrow());
    lessons.add(index.confirmed(READER, read("ABC777", ""), "ABC1777", NOW, 0.5).orElseThrow());
    lessons.add(index.rejected(READER, read("ABC1777", ""), "ABC1777").orElseThrow());
    Map<String, Double> sums = new HashMap<>();
    for (Lesson lesson : lessons) {
      index.readers().add(lesson);
      Lesson.parse(READER, lesson.text()).counts().forEach((n, c) -> sums.merge(n, c, Double::sum));
    }
    ReaderModels again = new ReaderModels();
    again.load(List.of(new Lesson(READER, sums)));
    int one = PlateCode.symbol('1');
    int seven = PlateCode.symbol('7');
    Rates known = index.readers().rates(READER);
    for (String reader : List.of(READER, "another")) {
      Rates loaded = again.rates(reader);
      assertThat(loaded.taken(one, seven))
          .isEqualTo(index.readers().rates(reader).taken(one, seven));
      assertThat(loaded.missing()).isEqualTo(index.readers().rates(reader).missing());
    }
    assertThat(known.taken(one, seven))
        .isGreaterThan(new ReaderModels().rates(READER).taken(one, seven));
    again.load(List.of());
    assertThat(again.rates(READER).taken(one, seven))
        .isEqualTo(new ReaderModels().rates(READER).taken(one, seven));
  }

  @Test
  void whatWasTakenBackLeavesNothing() {
    Lesson lesson = index.rejected(READER, read("QRS5678", ""), "QRS5678").orElseThrow();
    Map<String, Double> back = new HashMap<>();
    lesson.counts().forEach((name, count) -> back.put(name, -count));
    index.readers().add(lesson);
    index.readers().add(new Lesson(READER, back));
    int bin = Bins.of(0.99);
    assertThat(index.readers().rates(READER).wrong(bin))
        .isCloseTo(new ReaderModels().rates(READER).wrong(bin), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reads", "=1", "reads=x", "reads=1  extra=1"})
  void whatIsNoLessonIsRefused(String text) {
    assertThatThrownBy(() -> Lesson.parse(READER, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsOfALaterVersionAreLeftOut() {
    Map<String, Double> counts = new HashMap<>();
    for (String name : List.of("new", "right.99", "right.x", "taken.A", "taken.?B", "taken.B?")) {
      counts.put(name, 50.0);
    }
    index.readers().load(List.of(new Lesson(READER, counts)));
    int bin = Bins.of(0.99);
    assertThat(index.readers().rates(READER).wrong(bin))
        .isEqualTo(new ReaderModels().rates(READER).wrong(bin));
  }
}
