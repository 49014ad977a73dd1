package org.watchfloor.rtcc.plates.internal.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The listed plates that one read may be. For one thread and one read. */
final class Search {
  /** A character that stands twice is missed in two places alike. */
  private static final int ALIKE = 2;

  private static final double UNKNOWN = -1;

  /** What is left where all vehicles of the road seem to be listed: rounding. */
  private static final double LEAST_OTHERS = 1e-6;

  private final Observation read;
  private final Issuer issuer;
  private final Rates rates;
  private final Road road;
  private final long epochSecond;
  private final Likelihood likelihood;
  private final double density;
  private final double mostAgreement;
  private final KeySearch keys = new KeySearch();
  private final List<Found> found = new ArrayList<>();

  /** About {@link #others}, before it is worth the time to know it. */
  private double bound;

  private double anybody = UNKNOWN;
  private double exact;

  Search(Observation read, Issuer issuer, Rates rates, Road road, long epochSecond) {
    this.read = read;
    this.issuer = issuer;
    this.rates = rates;
    this.road = road;
    this.epochSecond = epochSecond;
    this.likelihood = new Likelihood(read, rates);
    this.density = road.density(read);
    this.mostAgreement = Weights.most(issuer, road);
    this.bound = density;
  }

  /** Entries of exactly the text. */
  void exact(Collection<Prior> priors) {
    long code = read.code();
    if (code == PlateCode.NONE) {
      return;
    }
    long key = LookAlikes.key(code);
    for (Prior prior : priors) {
      bucket(prior, key, code, 0);
    }
    exact = found.isEmpty() ? 0 : found.get(0).weight();
  }

  /**
   * Entries that the read may be instead.
   *
   * @param odds of the probability from which one counts
   */
  void possible(Prior prior, double odds) {
    double entry = prior.share(prior.weights(road).most()) * mostAgreement;
    double least = odds * (bound + exact) / entry;
    if (!(least > 0)) {
      return;
    }
    if (read.best() >= least) {
      same(prior, least);
    }
    if (rates.extra() * read.bestButOne() >= least) {
      oneLess(prior, least / rates.extra());
    }
    if (rates.missing() * read.best() >= least) {
      oneMore(prior, least / rates.missing());
    }
  }

  private void same(Prior prior, double least) {
    Row[] rows = new Row[read.length()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = read.row(i);
    }
    find(prior, rows, least);
  }

  private void oneLess(Prior prior, double least) {
    int length = read.length();
    for (int gap = 0; gap < length && length > 1; gap++) {
      Row[] rows = new Row[length - 1];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = read.row(i < gap ? i : i + 1);
      }
      find(prior, rows, least * length / ALIKE);
    }
  }

  private void oneMore(Prior prior, double least) {
    int length = read.length() + 1;
    for (int gap = 0; gap < length && length <= PlateCode.MAX_LENGTH; gap++) {
      Row[] rows = new Row[length];
      for (int i = 0; i < length; i++) {
        rows[i] = i == gap ? Row.ANY : read.row(i < gap ? i : i - 1);
      }
      find(prior, rows, least * length / ALIKE);
    }
  }

  private void find(Prior prior, Row[] rows, double least) {
    int count = keys.find(rows, least);
    for (int i = 0; i < count; i++) {
      bucket(prior, keys.key(i), PlateCode.NONE, least);
    }
  }

  /**
   * @param only this plate; {@link PlateCode#NONE} for each that is likely enough
   */
  private void bucket(Prior prior, long key, long only, double least) {
    EntryTable table = prior.list().table();
    int bucket = table.bucket(key);
    for (int row = table.start(bucket); row < table.start(bucket + 1); row++) {
      long code = table.code(row);
      boolean wanted = only == PlateCode.NONE ? LookAlikes.key(code) == key : code == only;
      if (wanted && table.inForce(row, epochSecond)) {
        add(prior, row, code, least);
      }
    }
  }

  private void add(Prior prior, int row, long code, double least) {
    double likely = likelihood.of(code, prior.list().foldsO());
    int state = prior.list().table().state(row);
    Issuer listed = prior.list().issuer(state);
    double weight =
        prior.share(prior.weights(road).of(state))
            * likely
            * Weights.agreement(issuer, listed, road);
    boolean same = code == read.code();
    if (same) {
      double wrong = 1 - read.allRight();
      double right = read.allRight() * Weights.sameText(issuer, listed, road);
      bound = Math.min(bound, density * (wrong + right));
    }
    double elsewhere = Weights.sameText(issuer, listed, road);
    Found plate = plate(code);
    plate.here(road.plate(code) * likely * (1 - elsewhere));
    plate.add(new Found.Entry(prior, row, weight, same && issuer.agrees(listed)));
  }

  private Found plate(long code) {
    for (Found plate : found) {
      if (plate.code() == code) {
        return plate;
      }
    }
    Found plate = new Found(code);
    found.add(plate);
    return plate;
  }

  List<Found> found() {
    return found;
  }

  /** The weight of everything that is on no list. */
  double others() {
    if (anybody == UNKNOWN) {
      anybody = road.likelihood(read);
    }
    double others = anybody;
    for (Found plate : found) {
      others -= plate.here();
    }
    return Math.max(others, LEAST_OTHERS * anybody);
  }

  /** No more than {@link #others}, and soon told. */
  private double othersAtLeast() {
    double others = road.likelihoodAtLeast(read);
    for (Found plate : found) {
      others -= plate.here();
    }
    return Math.max(others, 0);
  }

  /** Makes a probability of a weight. */
  DoubleUnaryOperator probability() {
    return probability(others());
  }

  /** Makes of a weight what its probability cannot exceed: most that is found is no hit. */
  DoubleUnaryOperator probabilityAtMost() {
    return probability(othersAtLeast());
  }

  private DoubleUnaryOperator probability(double others) {
    double sum = others;
    for (Found plate : found) {
      sum += plate.weight();
    }
    double all = Math.max(sum, Double.MIN_NORMAL);
    return weight -> weight / all;
  }
}
