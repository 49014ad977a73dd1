package org.watchfloor.rtcc.plates.internal.lists;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HandEntry.State;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListRefused.Because;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

/**
 * Plates that people enter: each needs a reason, a case and an end, and a second person who
 * approves it. Thread-safe.
 */
final class ByHand {
  /** Whoever enters a plate by hand looks for it now. */
  static final HotListTerms TERMS =
      new HotListTerms(
          "This center",
          "entered here, approved by a second person",
          "",
          Map.of(),
          1,
          Optional.empty(),
          EnumSet.of(Role.OPERATOR, Role.SUPERVISOR),
          0.5);

  private static final Duration LONGEST = Duration.ofDays(366);

  private final HandTable table;
  private final ListLoader loader;
  private final Acts acts;

  ByHand(HandTable table, ListLoader loader, Acts acts) {
    this.table = table;
    this.loader = loader;
    this.acts = acts;
  }

  List<HandEntry> newest() {
    return table.newest();
  }

  HandEntry add(HandEntry.Content given, Actor by) {
    Instant now = acts.now();
    HandEntry entry =
        new HandEntry(
            UUID.randomUUID().toString(),
            checked(given, now),
            State.WAITING,
            by.name(),
            now,
            "",
            Optional.empty(),
            "");
    acts.record(by, "hotlist-entry.add", entry.id(), entry.content().reason(), facts(entry));
    table.add(entry);
    acts.tell("hotlist.entry-added", entry.id(), by, Map.of("state", "waiting"));
    return entry;
  }

  private static HandEntry.Content checked(HandEntry.Content given, Instant now) {
    String plate =
        PlateText.exact(given.plate())
            .orElseThrow(
                () -> new IllegalArgumentException("plate: must have 1 to 16 letters and digits"));
    Instant expires = given.expires().truncatedTo(ChronoUnit.SECONDS);
    if (!expires.isAfter(now)) {
      throw new IllegalArgumentException("expires: " + expires + " is over");
    }
    if (expires.isAfter(now.plus(LONGEST))) {
      throw new IllegalArgumentException(
          "expires: " + expires + " is more than " + LONGEST.toDays() + " days ahead");
    }
    return new HandEntry.Content(
        plate,
        line("state", given.state(), 0, 32),
        line("reason", given.reason(), 3, 200),
        line("caseNumber", given.caseNumber(), 1, 64),
        line("agency", given.agency(), 0, 200),
        line("make", given.make(), 0, 64),
        line("color", given.color(), 0, 64),
        expires);
  }

  private static String line(String field, String text, int min, int max) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.length() < min || line.length() > max) {
      throw new IllegalArgumentException(
          "%s: must have %d to %d characters".formatted(field, min, max));
    }
    return line;
  }

  HandEntry decide(String id, State to, String note, Actor by, Set<Role> roles)
      throws HotListRefused {
    if (to == State.WAITING) {
      throw new IllegalArgumentException("to: must be approved, rejected or withdrawn");
    }
    String why = line("note", note, to == State.APPROVED ? 0 : 3, 200);
    HandEntry entry =
        table
            .entry(id)
            .orElseThrow(
                () -> new HotListRefused(Because.UNKNOWN, "There is no entry " + id + "."));
    check(entry, to, by, roles);
    HandEntry decided =
        new HandEntry(
            id,
            entry.content(),
            to,
            entry.addedBy(),
            entry.addedAt(),
            by.name(),
            Optional.of(acts.now()),
            why);
    acts.record(by, "hotlist-entry." + verb(to), id, why, facts(entry));
    if (!table.decide(decided, entry.state())) {
      throw new HotListRefused(
          Because.STATE, "Somebody else has decided about it at this moment; look again.");
    }
    loader.refresh();
    acts.tell("hotlist.entry-decided", id, by, Map.of("state", words(to)));
    return decided;
  }

  private static String verb(State to) {
    return switch (to) {
      case APPROVED -> "approve";
      case REJECTED -> "reject";
      default -> "withdraw";
    };
  }

  private void check(HandEntry entry, State to, Actor by, Set<Role> roles) throws HotListRefused {
    boolean own = entry.addedBy().equals(by.name());
    boolean supervisor = roles.contains(Role.SUPERVISOR);
    if (to == State.WITHDRAWN && !own && !supervisor) {
      refuse(entry, to, by, "Only who made it or a supervisor withdraws an entry.");
    }
    if (to != State.WITHDRAWN && !supervisor) {
      refuse(entry, to, by, "Only a supervisor decides about an entry.");
    }
    if (to != State.WITHDRAWN && isToken(by)) {
      refuse(entry, to, by, "A person decides about an entry, not a token.");
    }
    if (to == State.APPROVED && own) {
      refuse(entry, to, by, "A second person approves an entry, not who made it.");
    }
    boolean fits =
        entry.state() == State.WAITING
            || (entry.state() == State.APPROVED && to == State.WITHDRAWN);
    if (!fits) {
      throw new HotListRefused(
          Because.STATE,
          "The entry is %s by %s already.".formatted(words(entry.state()), entry.decidedBy()));
    }
    if (to == State.APPROVED && !acts.now().isBefore(entry.content().expires())) {
      throw new HotListRefused(Because.STATE, "The entry has expired; enter it again.");
    }
  }

  private void refuse(HandEntry entry, State to, Actor by, String why) throws HotListRefused {
    acts.denied(by, "hotlist-entry." + verb(to), entry.id(), why);
    throw new HotListRefused(Because.NOT_ALLOWED, why);
  }

  private static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** A token may be anybody's, also that of who made the entry. */
  static boolean isToken(Actor by) {
    return by.name().startsWith("token:");
  }

  private static Map<String, String> facts(HandEntry entry) {
    return Map.of(
        "plate", entry.content().plate(),
        "caseNumber", entry.content().caseNumber(),
        "expires", entry.content().expires().toString(),
        "addedBy", entry.addedBy());
  }
}
