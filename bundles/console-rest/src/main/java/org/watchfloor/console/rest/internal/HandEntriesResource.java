package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.rtcc.api.plates.HandEntry;
import org.watchfloor.rtcc.api.plates.HotLists;

/** Plates that people put on the list "by hand", and what a second person decides about them. */
final class HandEntriesResource implements Resource {
  private static final String ENTRY = "/plates/hand-entries/{id}";

  private final Parts parts;
  private final Looks looks;
  private final Clock clock;

  HandEntriesResource(Parts parts, Looks looks, Clock clock) {
    this.parts = parts;
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    Need either = Need.of(Role.OPERATOR, Role.SUPERVISOR);
    Need supervisor = Need.of(Role.SUPERVISOR);
    return List.of(
        Route.get("/plates/hand-entries", either, "Entries by hand, newest first", this::all),
        Route.post("/plates/hand-entries", either, "Enters a plate by hand", this::add)
            .taking(Input.JSON)
            .answering(201, Route.JSON),
        decision("approve", supervisor, HandEntry.State.APPROVED),
        decision("reject", supervisor, HandEntry.State.REJECTED),
        decision("withdraw", either, HandEntry.State.WITHDRAWN));
  }

  private Route decision(String verb, Need need, HandEntry.State to) {
    return Route.post(
            ENTRY + "/" + verb,
            need,
            "Decides about an entry by hand: " + verb,
            call -> decide(call, to))
        .taking(Input.JSON);
  }

  private Answer all(Call call) throws Problem {
    HotLists lists = parts.hotLists();
    looks.record(call.actor(), "hotlist-entry.list", "");
    return Answer.items(lists.byHand(), this::write);
  }

  private Answer add(Call call) throws Exception {
    JsonFields fields = call.object();
    HandEntry.Content content =
        new HandEntry.Content(
            fields.text("plate"),
            fields.optionalText("state").orElse(""),
            fields.text("reason"),
            fields.text("caseNumber"),
            fields.optionalText("agency").orElse(""),
            fields.optionalText("make").orElse(""),
            fields.optionalText("color").orElse(""),
            fields.instant("expires"));
    HotLists lists = parts.hotLists();
    return Answer.json(201, write(Call.checked(() -> lists.add(content, call.actor()))));
  }

  private Answer decide(Call call, HandEntry.State to) throws Exception {
    String note = call.object().optionalText("note").orElse("");
    HotLists lists = parts.hotLists();
    Set<Role> roles = call.caller().identity().roles();
    return Answer.json(
        write(
            HotListsResource.acted(
                () ->
                    Call.checked(
                        () -> lists.decide(call.path("id"), to, note, call.actor(), roles)))));
  }

  private ObjectNode write(HandEntry entry) {
    HandEntry.Content content = entry.content();
    Instant now = clock.instant();
    ObjectNode node = Json.object();
    node.put("id", entry.id());
    node.put("plate", content.plate());
    node.put("state", content.state());
    node.put("reason", content.reason());
    node.put("caseNumber", content.caseNumber());
    node.put("agency", content.agency());
    node.put("make", content.make());
    node.put("color", content.color());
    node.put("expires", content.expires().toString());
    node.put("expired", !now.isBefore(content.expires()));
    node.put("inForce", entry.inForce(now));
    node.put("status", entry.state().name().toLowerCase(Locale.ROOT));
    node.put("addedBy", entry.addedBy());
    node.put("addedAt", entry.addedAt().toString());
    node.put("decidedBy", entry.decidedBy());
    entry.decidedAt().ifPresent(time -> node.put("decidedAt", time.toString()));
    node.put("note", entry.note());
    return node;
  }
}
