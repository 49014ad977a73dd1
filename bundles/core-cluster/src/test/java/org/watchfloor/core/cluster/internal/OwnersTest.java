package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnersTest {
  private static final List<String> ALL = List.of("a", "b", "c");

  private static Owners of(List<List<String>> tables) {
    return new Owners(1, 1, tables);
  }

  private static List<String> ids() {
    return IntStream.range(0, 3_000).mapToObj(i -> "source-" + i).toList();
  }

  @Test
  void sourcesAreSharedEvenly() {
    Map<String, Long> counts =
        ids().stream()
            .map(of(List.of(ALL))::owner)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850L, 1_150L));
  }

  @Test
  void onlyTheSourcesOfWhoGoesMove() {
    Owners before = of(List.of(ALL));
    Owners after = of(List.of(List.of("a", "c")));
    for (String id : ids()) {
      if (!before.owner(id).equals("b")) {
        assertThat(after.owner(id)).isEqualTo(before.owner(id));
      }
    }
  }

  @Test
  void noTwoNodesRunASourceAsLongAsTheyKnowOneTableInCommon() {
    List<List<String>> tables =
        List.of(List.of("a"), List.of("b", "c"), List.of("a", "c"), ALL, List.of());
    for (int one = 1; one < 32; one++) {
      for (int other = 1; other < 32; other++) {
        if ((one & other) != 0) {
          Owners left = of(some(tables, one));
          Owners right = of(some(tables, other));
          for (String id : ids().subList(0, 30)) {
            String owner = left.owner(id);
            String otherOwner = right.owner(id);
            assertThat(owner.isEmpty() || otherOwner.isEmpty() || owner.equals(otherOwner))
                .isTrue();
          }
        }
      }
    }
  }

  private static List<List<String>> some(List<List<String>> tables, int bits) {
    List<List<String>> some = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      if ((bits & 1 << i) != 0) {
        some.add(tables.get(i));
      }
    }
    return some;
  }
}
