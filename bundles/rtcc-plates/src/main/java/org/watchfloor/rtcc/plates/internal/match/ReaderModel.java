package org.watchfloor.rtcc.plates.internal.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * The mistakes of one reader, as far as people have told: counts on top of what holds of readers at
 * large. Thread-safe.
 */
final class ReaderModel {
  /** So many characters must be known of a reader until it counts as much as what held before. */
  private static final double CHARACTERS = 40;

  private static final double CHARACTERS_WITHOUT_CONFIDENCE = 200;
  private static final double MISTAKES = 12;
  private static final double READS = 500;

  /** A character missed or one too many: rare, and most readers lose what they are unsure of. */
  private static final double MISSING = 0.002;

  private static final double[][] MISTAKEN = LookAlikes.mistakes();

  private final @Nullable ReaderModel prior;
  private final double[] right = new double[Bins.COUNT];
  private final double[] wrong = new double[Bins.COUNT];
  private final double[][] taken = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
  private double reads;
  private double missing;
  private double extra;
  private int version;
  private int builtOf = -1;
  private @Nullable Rates rates;

  /**
   * @param prior what holds while little is known of this one; null for look-alikes alone
   */
  ReaderModel(@Nullable ReaderModel prior) {
    this.prior = prior;
  }

  synchronized Rates rates() {
    int now = version + (prior == null ? 0 : prior.version());
    Rates known = rates;
    if (known == null || builtOf != now) {
      known = build();
      rates = known;
      builtOf = now;
    }
    return known;
  }

  private synchronized int version() {
    return version;
  }

  private Rates build() {
    Rates before = prior == null ? null : prior.rates();
    double[] error = new double[Bins.COUNT];
    for (int bin = 0; bin < Bins.COUNT; bin++) {
      double strength = bin == Bins.NONE ? CHARACTERS_WITHOUT_CONFIDENCE : CHARACTERS;
      double expected = before == null ? Bins.wrong(bin) : before.wrong(bin);
      error[bin] = (strength * expected + wrong[bin]) / (strength + right[bin] + wrong[bin]);
    }
    double[][] mistakes = new double[PlateCode.SYMBOLS][PlateCode.SYMBOLS];
    for (int truth = 0; truth < PlateCode.SYMBOLS; truth++) {
      double sum = 0;
      for (double count : taken[truth]) {
        sum += count;
      }
      for (int read = 0; read < PlateCode.SYMBOLS; read++) {
        double expected = before == null ? MISTAKEN[truth][read] : before.taken(truth, read);
        mistakes[truth][read] = (MISTAKES * expected + taken[truth][read]) / (MISTAKES + sum);
      }
    }
    return new Rates(
        error,
        mistakes,
        (READS * (before == null ? MISSING : before.missing()) + missing) / (READS + reads),
        (READS * (before == null ? MISSING : before.extra()) + extra) / (READS + reads));
  }

  /** The read of a plate that is known in truth, of the same length. */
  synchronized void learn(Observation read, long truth) {
    reads++;
    for (int i = 0; i < read.length(); i++) {
      int symbol = read.symbol(i);
      if (symbol < 0) {
        continue;
      }
      if (symbol == PlateCode.at(truth, i)) {
        right[read.bin(i)]++;
      } else {
        wrong[read.bin(i)]++;
        taken[PlateCode.at(truth, i)][symbol]++;
      }
    }
    version++;
  }

  /** The read of a plate that has one character more, or one less. */
  synchronized void learnLength(boolean lost) {
    reads++;
    if (lost) {
      missing++;
    } else {
      extra++;
    }
    version++;
  }

  /** One character of the read is wrong, nobody knows which: likely one it was least sure of. */
  synchronized void learnWrong(Observation read) {
    Rates known = rates();
    double all = 0;
    for (int i = 0; i < read.length(); i++) {
      all += known.wrong(read.bin(i));
    }
    reads++;
    for (int i = 0; i < read.length(); i++) {
      double part = known.wrong(read.bin(i)) / all;
      wrong[read.bin(i)] += part;
      right[read.bin(i)] += 1 - part;
    }
    version++;
  }

  synchronized ObjectNode write() {
    ObjectNode node = Json.object();
    node.put("reads", reads);
    node.put("missing", missing);
    node.put("extra", extra);
    ArrayNode bins = node.putArray("confidence");
    for (int bin = 0; bin < Bins.COUNT; bin++) {
      bins.addArray().add(right[bin]).add(wrong[bin]);
    }
    ObjectNode mistakes = node.putObject("taken");
    for (int truth = 0; truth < PlateCode.SYMBOLS; truth++) {
      for (int read = 0; read < PlateCode.SYMBOLS; read++) {
        if (taken[truth][read] > 0) {
          String pair = "" + PlateCode.character(truth) + PlateCode.character(read);
          mistakes.put(pair, taken[truth][read]);
        }
      }
    }
    return node;
  }

  synchronized void read(JsonNode node) throws JsonFault {
    reads = count(node.path("reads"), "reads");
    missing = count(node.path("missing"), "missing");
    extra = count(node.path("extra"), "extra");
    JsonNode bins = node.path("confidence");
    if (bins.size() != Bins.COUNT) {
      throw new JsonFault("confidence", "has " + bins.size() + " classes, not " + Bins.COUNT);
    }
    for (int bin = 0; bin < Bins.COUNT; bin++) {
      right[bin] = count(bins.path(bin).path(0), "confidence");
      wrong[bin] = count(bins.path(bin).path(1), "confidence");
    }
    for (var pair : node.path("taken").properties()) {
      String name = pair.getKey();
      if (name.length() != 2 || PlateCode.of(name) == PlateCode.NONE) {
        throw new JsonFault("taken", "has a name that is not two characters 0-9 or A-Z");
      }
      int truth = PlateCode.symbol(name.charAt(0));
      taken[truth][PlateCode.symbol(name.charAt(1))] = count(pair.getValue(), "taken." + name);
    }
    version++;
  }

  private static double count(JsonNode node, String name) throws JsonFault {
    double value = node.asDouble(-1);
    if (!(value >= 0 && value < 1e12)) {
      throw new JsonFault(name, "must be a count of 0 or more");
    }
    return value;
  }
}
