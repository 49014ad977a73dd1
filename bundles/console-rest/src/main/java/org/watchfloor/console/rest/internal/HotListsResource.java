package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.api.plates.HotListEntry;
import org.watchfloor.rtcc.api.plates.HotListImport;
import org.watchfloor.rtcc.api.plates.HotListRefused;
import org.watchfloor.rtcc.api.plates.HotListTerms;
import org.watchfloor.rtcc.api.plates.HotLists;
import org.watchfloor.rtcc.api.plates.LookUp;

/** Hot lists: what they are, their files, and what they say of a plate. */
final class HotListsResource implements Resource {
  /** A nation's list of stolen vehicles has about half of it. */
  private static final long MAX_FILE = 64 << 20;

  private static final String LIST = "/plates/hotlists/{name}";

  private final Parts parts;
  private final Looks looks;
  private final Clock clock;

  HotListsResource(Parts parts, Looks looks, Clock clock) {
    this.parts = parts;
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    Need either = Need.of(Role.OPERATOR, Role.SUPERVISOR);
    Need supervisor = Need.of(Role.SUPERVISOR);
    Input file = Input.file(MAX_FILE, "text/csv", "text/plain", "application/octet-stream");
    return List.of(
        Route.get("/plates/hotlists", either, "Hot lists, with the layouts of files", this::all),
        Route.put(LIST, supervisor, "Replaces a hot list by a file", this::replace)
            .query("layout", "owner", "source", "reason", "priority", "possibleFrom", "expires")
            .taking(file),
        Route.put(LIST + "/terms", supervisor, "Agrees something else of a list", this::change)
            .taking(Input.JSON),
        Route.delete(LIST, supervisor, "Removes a hot list", this::remove),
        Route.post(
                LIST + "/waiting/{id}/confirm",
                supervisor,
                "Puts an import that waits in force",
                this::confirm)
            .taking(Input.JSON),
        Route.delete(
            LIST + "/waiting/{id}", supervisor, "Throws an import away that waits", this::discard),
        Route.post(
                "/plates/hotlist-check",
                operator,
                "What the lists say of a plate, for a reason",
                this::check)
            .taking(Input.JSON));
  }

  private Answer all(Call call) throws Problem {
    HotLists lists = parts.hotLists();
    looks.record(call.actor(), "hotlist.list", "");
    ObjectNode node = Json.object();
    ArrayNode items = node.putArray("items");
    lists.all().forEach(list -> items.add(write(list)));
    lists.layouts().forEach(node.putArray("layouts")::add);
    return Answer.json(node);
  }

  private ObjectNode write(HotList list) {
    ObjectNode node = Json.object();
    node.put("name", list.name());
    node.put("owner", list.owner());
    node.set("terms", HotListTermsJson.write(list.terms()));
    node.put("inForce", list.terms().inForce(clock.instant()));
    node.put("entries", list.entries());
    node.put("layout", list.layout());
    node.put("byHand", list.name().equals(HotLists.BY_HAND));
    node.put("importedAt", list.importedAt().toString());
    node.put("importedBy", list.importedBy());
    Duration age = Duration.between(list.importedAt(), clock.instant());
    node.put("ageSeconds", Math.max(0, age.toSeconds()));
    list.waiting()
        .ifPresent(
            waiting ->
                node.putObject("waiting")
                    .put("id", waiting.id())
                    .put("entries", waiting.entries())
                    .put("why", waiting.why())
                    .put("at", waiting.at().toString())
                    .put("by", waiting.by()));
    return node;
  }

  private Answer replace(Call call) throws Exception {
    String name = call.path("name");
    String layout = call.query().text("layout").orElse("");
    HotLists lists = parts.hotLists();
    Optional<HotListTerms> before = terms(lists, name);
    Optional<HotListTerms> terms = HotListTermsJson.read(call.query(), before);
    HotListImport done;
    try (InputStream in = open(call.file())) {
      done =
          acted(() -> Call.checked(() -> lists.importList(name, terms, layout, in, call.actor())));
    }
    ObjectNode node = Json.object();
    node.set("list", write(done.list()));
    node.put("layout", done.layout());
    node.put("imported", done.imported());
    done.waits().ifPresent(why -> node.put("waits", why));
    ArrayNode faults = node.putArray("faults");
    for (HotListImport.Fault fault : done.faults()) {
      faults.addObject().put("line", fault.line()).put("reason", fault.reason());
    }
    node.put("faultCount", done.faultCount());
    return Answer.json(done.waits().isPresent() ? 202 : 200, node);
  }

  private static Optional<HotListTerms> terms(HotLists lists, String name) {
    return lists.all().stream()
        .filter(list -> list.name().equals(name))
        .map(HotList::terms)
        .findFirst();
  }

  private static InputStream open(Optional<Path> file) throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : InputStream.nullInputStream();
  }

  private Answer change(Call call) throws Exception {
    HotListTerms terms = HotListTermsJson.read(call.object());
    HotLists lists = parts.hotLists();
    return Answer.json(
        write(
            acted(() -> Call.checked(() -> lists.change(call.path("name"), terms, call.actor())))));
  }

  private Answer remove(Call call) throws Problem {
    if (!parts.hotLists().remove(call.path("name"), call.actor())) {
      throw Problem.notFound("hot list", call.path("name"));
    }
    return Answer.empty(204);
  }

  private Answer confirm(Call call) throws Exception {
    long id = id(call);
    HotLists lists = parts.hotLists();
    Set<Role> roles = call.caller().identity().roles();
    return Answer.json(
        write(acted(() -> lists.confirm(call.path("name"), id, call.actor(), roles))));
  }

  private Answer discard(Call call) throws Problem {
    if (!parts.hotLists().discard(call.path("name"), id(call), call.actor())) {
      throw Problem.notFound("import that waits", call.path("id"));
    }
    return Answer.empty(204);
  }

  private static long id(Call call) throws Problem {
    String id = call.path("id");
    if (!id.matches("[0-9]{1,18}")) {
      throw Problem.field("id", "is no number");
    }
    return Long.parseLong(id);
  }

  private Answer check(Call call) throws Exception {
    JsonFields fields = call.object();
    String plate = fields.text("plate");
    String reason = fields.text("reason");
    String caseNumber = fields.text("caseNumber");
    LookUp why = Call.checked(() -> new LookUp(reason, caseNumber));
    HotLists lists = parts.hotLists();
    Set<Role> roles = call.caller().identity().roles();
    List<HotListEntry> found = Call.checked(() -> lists.check(plate, why, call.actor(), roles));
    return Answer.items(found, this::write);
  }

  private ObjectNode write(HotListEntry entry) {
    ObjectNode node = Json.object();
    node.put("list", entry.list());
    node.put("priority", entry.priority());
    Duration age = Duration.between(entry.listImportedAt(), clock.instant());
    node.put("listAgeSeconds", Math.max(0, age.toSeconds()));
    node.put("plate", entry.plate());
    node.put("hidden", entry.hidden());
    if (!entry.hidden()) {
      node.put("state", entry.state());
      node.put("reason", entry.reason());
      node.put("agency", entry.agency());
      node.put("entered", entry.entered());
      entry.expires().ifPresent(time -> node.put("expires", time.toString()));
      node.put("make", entry.make());
      node.put("color", entry.color());
      node.put("vehicle", entry.vehicle());
      node.put("reference", entry.reference());
    }
    return node;
  }

  /**
   * @throws Problem 404, 409 or 403 with the reason of a refusal
   */
  static <T> T acted(Call.Act<T, Exception> act) throws Exception {
    try {
      return act.run();
    } catch (HotListRefused e) {
      int status =
          switch (e.because()) {
            case UNKNOWN -> 404;
            case STATE -> 409;
            case NOT_ALLOWED -> 403;
          };
      throw Problem.of(status, String.valueOf(e.getMessage()));
    }
  }
}
