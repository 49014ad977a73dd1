package org.watchfloor.console.rest.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.incidents.WrongState;
import org.watchfloor.rtcc.api.plates.CheckedHit;
import org.watchfloor.rtcc.api.plates.HitDecision;
import org.watchfloor.rtcc.api.plates.HitQuery;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.api.plates.Hits;
import org.watchfloor.rtcc.api.plates.ReaderRecord;

/** Hits in memory: {@code hit-4} to begin with. */
final class FakeHits implements Hits {
  final Map<String, CheckedHit> byId = new TreeMap<>();

  FakeHits() {
    put("hit-4");
  }

  void put(String id) {
    byId.put(id, new CheckedHit(4, alert(id), HitState.UNVERIFIED, List.of()));
  }

  static Alert alert(String id) {
    return new Alert(
        id,
        "plate.hit",
        Severity.HIGH,
        "Hot plate HOT1234",
        "",
        FakeRtcc.AT,
        Optional.of(FakeRtcc.PLACE),
        List.of(4L),
        "",
        List.of(),
        Map.of("plate", "HOT1234"));
  }

  @Override
  public List<CheckedHit> hits(HitQuery query) {
    return byId.values().stream()
        .filter(hit -> query.states().isEmpty() || query.states().contains(hit.state()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public Optional<CheckedHit> hit(String alertId) {
    return Optional.ofNullable(byId.get(alertId));
  }

  @Override
  public CheckedHit decide(String alertId, HitState state, String text, Actor by)
      throws WrongState {
    CheckedHit hit = byId.get(alertId);
    if (state == HitState.UNVERIFIED) {
      throw new IllegalArgumentException("verdict: \"unverified\" is none");
    }
    if (hit.state() != HitState.UNVERIFIED) {
      throw new WrongState("hit " + alertId + " is decided; a supervisor may reopen it");
    }
    return next(hit, state, text, by);
  }

  private CheckedHit next(CheckedHit hit, HitState state, String text, Actor by) {
    List<HitDecision> decisions = new ArrayList<>(hit.decisions());
    decisions.add(new HitDecision(state, by.name(), FakeRtcc.AT, text));
    CheckedHit now = new CheckedHit(hit.number(), hit.alert(), state, decisions);
    byId.put(hit.alert().id(), now);
    return now;
  }

  @Override
  public CheckedHit reopen(String alertId, String reason, Actor by) {
    return next(byId.get(alertId), HitState.UNVERIFIED, reason, by);
  }

  @Override
  public Set<String> confirmed(Collection<String> alertIds) {
    return alertIds.stream()
        .filter(id -> byId.containsKey(id) && byId.get(id).state() == HitState.CONFIRMED)
        .collect(Collectors.toSet());
  }

  @Override
  public List<ReaderRecord> readers(Instant since) {
    return List.of(new ReaderRecord("plate-openalpr~n", "cam", 5, 3, 0, 1));
  }
}
