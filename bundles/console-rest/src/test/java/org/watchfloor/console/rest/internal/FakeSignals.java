package org.watchfloor.console.rest.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.rules.RuleInfo;
import org.watchfloor.rtcc.api.rules.Rules;
import org.watchfloor.rtcc.api.signals.SignalQuery;
import org.watchfloor.rtcc.api.signals.SignalRecord;
import org.watchfloor.rtcc.api.signals.Signals;

/** A history of one signal a number, from memory, that remembers what was asked. */
final class FakeSignals implements Signals {
  final List<SignalQuery> latest = new ArrayList<>();
  final List<SignalQuery> searched = new ArrayList<>();
  final List<String> reasons = new ArrayList<>();
  long newest = 5;

  private static SignalRecord record(long number) {
    Signal signal =
        Signal.of(new Kind("river.level"), "k" + number, FakeRtcc.AT)
            .detail(new Fields(Map.of("level_m", 3.2)))
            .build();
    return new SignalRecord(number, "river-gauge~bridge", FakeRtcc.AT, "Level 3.2 m", signal);
  }

  private List<SignalRecord> page(SignalQuery query) {
    List<SignalRecord> page = new ArrayList<>();
    long number = query.before() == 0 ? newest : Math.min(newest, query.before() - 1);
    while (number > 0 && page.size() < query.limit()) {
      page.add(record(number--));
    }
    return page;
  }

  @Override
  public List<SignalRecord> latest(SignalQuery query) {
    latest.add(query);
    return page(query);
  }

  @Override
  public List<SignalRecord> search(SignalQuery query, String reason, Actor by) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason: must have 3 to 200 characters");
    }
    searched.add(query);
    reasons.add(reason + " by " + by.name());
    return page(query);
  }

  @Override
  public Optional<SignalRecord> get(long number) {
    return number > 0 && number <= newest ? Optional.of(record(number)) : Optional.empty();
  }

  /** Two rules, of which one is wrong. */
  static final class FakeRules implements Rules {
    @Override
    public List<RuleInfo> rules() {
      return List.of(
          new RuleInfo(
              "high",
              "River high",
              List.of("river.level"),
              List.of("level_m >= 3"),
              Optional.of(Severity.HIGH),
              "",
              2,
              Optional.of(Instant.EPOCH)),
          new RuleInfo(
              "bad",
              "Bad",
              List.of(),
              List.of(),
              Optional.empty(),
              "where: \"x >> 1\" is nothing",
              0,
              Optional.empty()));
    }
  }
}
