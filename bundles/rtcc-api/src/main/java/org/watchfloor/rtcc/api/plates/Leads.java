package org.watchfloor.rtcc.api.plates;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.plugin.api.signal.Kind;

/**
 * The one rule of what leaves the desk. An alert made from a plate read is a lead: outside of the
 * desk it does not exist until a person has confirmed it, and stands in the journal where that was.
 * All that hands entries to somebody else asks {@link #outside}. It needs no service and remembers
 * nothing, so that it holds whatever is stopped: without a confirmation nothing goes out.
 */
public final class Leads {
  /** What every screen shows beside a hit: a list may be old, a reader may be wrong. */
  public static final String NOTICE = "Lead only. Confirm plate, state and status before acting.";

  /** The change that makes a lead known outside; its fact {@link #ALERT} is the alert's JSON. */
  public static final String CONFIRMED = "hit.confirmed";

  /** The change that takes a decision back; its fact {@link #WAS} says which. */
  public static final String REOPENED = "hit.reopened";

  /** Fact of {@link #CONFIRMED}. */
  public static final String ALERT = "alert";

  /** Fact of {@link #REOPENED}: the word of the state before. */
  public static final String WAS = "was";

  private static final String DECISIONS = "hit.";
  private static final Set<String> FAMILIES = Set.of("plate", "protection");

  /** How ids of leads begin; a change of another part names its alert by id alone. */
  private static final Set<String> IDS = Set.of("hit-", "order-");

  private Leads() {}

  /** Whether alerts of a kind are leads: {@code plate.hit}, {@code protection.order}. */
  public static boolean isLead(String kind) {
    int dot = kind.indexOf('.');
    return FAMILIES.contains(dot < 0 ? kind : kind.substring(0, dot));
  }

  /**
   * The filter to read with for somebody outside who wants what passes another: a confirmation is a
   * change, whatever type and kind it makes known.
   */
  public static Filter reading(Filter wanted) {
    if (!wanted.types().contains(EntryType.ALERT)) {
      return wanted;
    }
    Set<EntryType> types = EnumSet.copyOf(wanted.types());
    types.add(EntryType.CHANGE);
    Set<String> kinds = new LinkedHashSet<>(wanted.kinds());
    if (!kinds.isEmpty()) {
      kinds.add(CONFIRMED);
    }
    return new Filter(types, kinds);
  }

  /**
   * An entry as it is for somebody outside the desk: a confirmation is the alert itself, with the
   * number of the confirmation. Empty for what they are not told.
   */
  public static Optional<BusEntry> outside(BusEntry entry) {
    if (entry instanceof SignalEntry signal) {
      boolean read = signal.kind().equals(Kind.PLATE_READ.name());
      return read || !isLead(signal.kind()) ? Optional.of(entry) : Optional.empty();
    }
    if (entry instanceof AlertEntry alert) {
      return isLead(alert.kind()) ? Optional.empty() : Optional.of(entry);
    }
    return entry instanceof ChangeEntry change ? outside(change) : Optional.empty();
  }

  private static Optional<BusEntry> outside(ChangeEntry entry) {
    Change change = entry.change();
    if (change.kind().equals(CONFIRMED)) {
      return confirmed(entry);
    }
    if (change.kind().equals(REOPENED)) {
      boolean told = "confirmed".equals(change.facts().get(WAS));
      return told ? Optional.of(withdrawn(entry)) : Optional.empty();
    }
    return change.kind().startsWith(DECISIONS) || ofLead(change)
        ? Optional.empty()
        : Optional.of(entry);
  }

  private static Optional<BusEntry> confirmed(ChangeEntry entry) {
    String json = entry.change().facts().getOrDefault(ALERT, "");
    try {
      Alert alert = AlertJson.read(Json.parseOurs(json.getBytes(StandardCharsets.UTF_8)));
      return isLead(alert.kind()) && alert.id().equals(entry.change().subject())
          ? Optional.of(new AlertEntry(entry.number(), entry.recordedAt(), verified(alert, entry)))
          : Optional.empty();
    } catch (JsonFault e) {
      // what cannot be read was not confirmed
      return Optional.empty();
    }
  }

  private static Alert verified(Alert alert, ChangeEntry entry) {
    Map<String, String> facts = new LinkedHashMap<>(alert.facts());
    facts.put("verified", "confirmed");
    facts.put("verifiedAt", entry.change().at().toString());
    return new Alert(
        alert.id(),
        alert.kind(),
        alert.severity(),
        alert.title(),
        alert.summary(),
        alert.occurredAt(),
        alert.location(),
        alert.signals(),
        alert.correlationKey(),
        alert.media(),
        facts);
  }

  /** Who was told of the hit is told that it no longer holds, and nothing else. */
  private static ChangeEntry withdrawn(ChangeEntry entry) {
    Change change = entry.change();
    Change bare =
        new Change(change.kind(), change.subject(), change.at(), "desk", Map.of(WAS, "confirmed"));
    return new ChangeEntry(entry.number(), entry.recordedAt(), bare);
  }

  /** What becomes of a lead at the desk: its words and pictures may say what it is. */
  private static boolean ofLead(Change change) {
    return isLeadId(change.subject()) || isOfLead(change.facts());
  }

  /** Whether facts of a change, or of an entry of a timeline, are about a lead. */
  public static boolean isOfLead(Map<String, String> facts) {
    return isLeadId(facts.getOrDefault("alertId", ""))
        || isLeadId(facts.getOrDefault("repeatId", ""));
  }

  /** Whether an alert of this id is a lead. */
  public static boolean isLeadId(String id) {
    return IDS.stream().anyMatch(id::startsWith);
  }
}
