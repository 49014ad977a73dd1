package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The hit decision: which listed plates a read may be, each against the others and against all that
 * is on the road and on no list (Bayes' rule). Thread-safe.
 */
final class PlateMatcher {
  /** What is less probable is not worth a person's look, even beside a hit. */
  private static final double ALTERNATIVE = 0.05;

  private static final int MAX_ALTERNATIVES = 5;

  private final Road road;

  PlateMatcher(Road road) {
    this.road = road;
  }

  /**
   * @param otherwise the probability from which a hit is possible, for lists that do not say
   */
  List<HotMatch> match(
      Observation read,
      Issuer issuer,
      Rates rates,
      Collection<Prior> priors,
      Instant now,
      double otherwise) {
    Search search = new Search(read, issuer, rates, road, now.getEpochSecond());
    search.exact(priors);
    for (Prior prior : priors) {
      possible(search, prior, prior.from(otherwise));
    }
    if (search.found().isEmpty() || !hit(search, otherwise)) {
      return List.of();
    }
    for (Prior prior : priors) {
      possible(search, prior, Math.min(ALTERNATIVE, prior.from(otherwise)));
    }
    return matches(search, read, otherwise);
  }

  private static void possible(Search search, Prior prior, double from) {
    if (from < 1) {
      search.possible(prior, from / (1 - from));
    }
  }

  private static boolean hit(Search search, double otherwise) {
    return hit(search, search.probabilityAtMost(), otherwise)
        && hit(search, search.probability(), otherwise);
  }

  private static boolean hit(Search search, DoubleUnaryOperator probability, double otherwise) {
    for (Found plate : search.found()) {
      for (Found.Entry entry : plate.entries()) {
        if (counts(entry, probability, otherwise)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean counts(
      Found.Entry entry, DoubleUnaryOperator probability, double otherwise) {
    double from = entry.prior().from(otherwise);
    return entry.exact() || from < 1 && probability.applyAsDouble(entry.weight()) >= from;
  }

  private static List<HotMatch> matches(Search search, Observation read, double otherwise) {
    DoubleUnaryOperator probability = search.probability();
    List<HotMatch> matches = new ArrayList<>();
    for (Found plate : search.found()) {
      for (Found.Entry entry : plate.entries()) {
        if (counts(entry, probability, otherwise)) {
          LoadedList list = entry.prior().list();
          matches.add(
              new HotMatch(
                  list.name(),
                  list.importedAt(),
                  list.table().entry(entry.row()),
                  probability.applyAsDouble(entry.weight()),
                  entry.exact(),
                  list.terms(),
                  alternatives(search, plate, read, probability)));
        }
      }
    }
    return matches;
  }

  private static List<Alternative> alternatives(
      Search search, Found hit, Observation read, DoubleUnaryOperator probability) {
    List<Alternative> others = new ArrayList<>();
    for (Found plate : search.found()) {
      if (plate != hit) {
        String list = plate.entries().get(0).prior().list().name();
        others.add(new Alternative(plate.plate(), list, probability.applyAsDouble(plate.weight())));
      }
    }
    if (hit.code() != read.code()) {
      others.add(new Alternative(read.text(), "", probability.applyAsDouble(search.others())));
    }
    others.removeIf(other -> other.probability() < ALTERNATIVE);
    others.sort(Comparator.comparingDouble(Alternative::probability).reversed());
    return others.subList(0, Math.min(MAX_ALTERNATIVES, others.size()));
  }
}
