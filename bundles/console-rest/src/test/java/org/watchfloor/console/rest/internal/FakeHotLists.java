package org.watchfloor.console.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.LookUp;

/** Hot lists in memory, with one entry by hand. */
final class FakeHotLists implements HotLists {
  static final Instant AT = FakeRtcc.AT;
  final TreeMap<String, HotList> lists = new TreeMap<>();
  final List<LookUp> lookUps = new ArrayList<>();
  volatile String file = "";
  volatile String layout = "";
  volatile String decision = "";

  FakeHotLists() {
    lists.put(
        "stolen",
        new HotList(
            "stolen",
            HotListTerms.of("Demo PD"),
            1,
            "csv",
            AT,
            "admin",
            Optional.of(new HotList.Waiting(7, 0, "nine tenths are gone", AT, "system"))));
  }

  @Override
  public List<HotList> all() {
    return List.copyOf(lists.values());
  }

  @Override
  public List<String> layouts() {
    return List.of("csv", "ncic");
  }

  @Override
  public HotListImport importList(
      String name, Optional<HotListTerms> terms, String form, InputStream in, Actor by)
      throws IOException {
    file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    layout = form;
    if (!file.startsWith("plate,")) {
      throw new IllegalArgumentException("file: its layout is none");
    }
    HotListTerms agreed = terms.orElseThrow();
    HotList list =
        new HotList(name, agreed, 1, "csv", AT, by.name(), Optional.<HotList.Waiting>empty());
    lists.put(name, list);
    Optional<String> waits = file.contains("SHORT") ? Optional.of("gone") : Optional.empty();
    return new HotListImport(
        list, "csv", 1, List.of(new HotListImport.Fault(3, "no plate")), 1, waits);
  }

  @Override
  public HotList confirm(String name, long waitingId, Actor by, Set<Role> roles)
      throws HotListRefused {
    if (waitingId != 7) {
      throw new HotListRefused(HotListRefused.Because.STATE, "none waits");
    }
    return known(name);
  }

  private HotList known(String name) throws HotListRefused {
    HotList list = lists.get(name);
    if (list == null) {
      throw new HotListRefused(HotListRefused.Because.UNKNOWN, "There is no " + name);
    }
    return list;
  }

  @Override
  public boolean discard(String name, long waitingId, Actor by) {
    return waitingId == 7;
  }

  @Override
  public HotList change(String name, HotListTerms terms, Actor by) throws HotListRefused {
    known(name);
    HotList list = new HotList(name, terms, 1, "csv", AT, by.name(), Optional.empty());
    lists.put(name, list);
    return list;
  }

  @Override
  public boolean remove(String name, Actor by) {
    return lists.remove(name) != null;
  }

  @Override
  public List<HotListEntry> check(String plate, LookUp why, Actor by, Set<Role> roles) {
    lookUps.add(why);
    HotListEntry entry =
        new HotListEntry(
            "stolen",
            AT.minusSeconds(60),
            1,
            plate,
            "NC",
            "stolen vehicle",
            "Demo PD",
            "2026-11-20",
            Optional.of(AT),
            "FORD",
            "RED",
            "2005 SUV",
            "V123",
            false);
    return List.of(entry, entry.withoutDetails());
  }

  @Override
  public HandEntry add(HandEntry.Content content, Actor by) {
    if (content.plate().isBlank()) {
      throw new IllegalArgumentException("plate: must have 1 to 16 letters and digits");
    }
    return entry(content, HandEntry.State.WAITING, by.name());
  }

  private static HandEntry entry(HandEntry.Content content, HandEntry.State state, String by) {
    return new HandEntry("e1", content, state, by, AT, "", Optional.empty(), "");
  }

  @Override
  public HandEntry decide(String id, HandEntry.State to, String note, Actor by, Set<Role> roles)
      throws HotListRefused {
    if (id.equals("own")) {
      throw new HotListRefused(HotListRefused.Because.NOT_ALLOWED, "a second person");
    }
    decision = id + " " + to + " " + note;
    return entry(content(), to, "ana");
  }

  private static HandEntry.Content content() {
    return new HandEntry.Content("HOT1234", "NC", "robbery", "26-1", "", "", "", AT);
  }

  @Override
  public List<HandEntry> byHand() {
    return List.of(entry(content(), HandEntry.State.WAITING, "ana"));
  }
}
