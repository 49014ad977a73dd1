package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** Remembers what it was asked for. */
final class MemoryHotLists implements HotLists {
  static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  final List<String> acts = new ArrayList<>();
  Optional<String> waits = Optional.empty();
  boolean known = true;

  private HotList list(String owner) {
    Optional<HotList.Waiting> waiting =
        waits.map(why -> new HotList.Waiting(7, 1, why, AT, "system"));
    return new HotList("stolen", HotListTerms.of(owner), 1, "csv", AT, "sue", waiting);
  }

  private static HandEntry entry(HandEntry.State state) {
    HandEntry.Content content =
        new HandEntry.Content("HOT1234", "NC", "robbery", "26-1", "", "", "", AT.plusSeconds(60));
    return new HandEntry("e1", content, state, "oscar", AT, "", Optional.empty(), "");
  }

  @Override
  public List<HotList> all() {
    return List.of(list("Demo PD"));
  }

  @Override
  public List<String> layouts() {
    return List.of("csv");
  }

  @Override
  public HotListImport importList(
      String name, Optional<HotListTerms> terms, String layout, InputStream file, Actor by)
      throws IOException {
    String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    String owner = terms.map(HotListTerms::owner).orElse("as before");
    acts.add(owner + "|" + layout + "|" + text + "|" + by);
    return new HotListImport(
        list(owner), "csv", 1, List.of(new HotListImport.Fault(3, "plate: is missing")), 2, waits);
  }

  @Override
  public HotList confirm(String name, long waitingId, Actor by, Set<Role> roles) {
    acts.add("confirm " + name + " " + waitingId + " " + roles);
    return list("Demo PD");
  }

  @Override
  public boolean discard(String name, long waitingId, Actor by) {
    acts.add("discard " + name + " " + waitingId);
    return known;
  }

  @Override
  public HotList change(String name, HotListTerms terms, Actor by) {
    return list(terms.owner());
  }

  @Override
  public boolean remove(String name, Actor by) {
    acts.add("remove " + name);
    return known;
  }

  @Override
  public List<HotListEntry> check(String plate, LookUp why, Actor by, Set<Role> roles) {
    acts.add("check " + plate + " " + why + " " + roles);
    if (!known) {
      return List.of();
    }
    HotListEntry entry =
        new HotListEntry(
            "stolen",
            AT,
            1,
            plate,
            "NC",
            "stolen vehicle",
            "PD",
            "",
            Optional.of(AT),
            "",
            "",
            "",
            "V1",
            false);
    return List.of(entry, entry.withoutDetails());
  }

  @Override
  public HandEntry add(HandEntry.Content content, Actor by) {
    acts.add("add " + content);
    return entry(HandEntry.State.WAITING);
  }

  @Override
  public HandEntry decide(String id, HandEntry.State to, String note, Actor by, Set<Role> roles)
      throws HotListRefused {
    acts.add("decide " + id + " " + to + " " + note + " " + by.name() + " " + roles);
    return entry(to);
  }

  @Override
  public List<HandEntry> byHand() {
    return List.of(entry(HandEntry.State.WAITING), entry(HandEntry.State.APPROVED));
  }
}
