package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Signals: the generic way in, and lists of them, from the journal or the history. */
final class SignalsResource implements Resource {
  private static final int MAX_SIGNALS = 1_000;

  /** A thousand plate reads with their candidates. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int MAX_PAGE = 1_000;

  /** {@code AlertBus.read} looks at so many entries in one call, wanted or not. */
  private static final int READ_AHEAD = 10_000;

  /** Seconds that the journal may take before the caller is told to send again. */
  private static final long DEADLINE_SECONDS = 20;

  private final Parts parts;
  private final HistoryResource history;

  SignalsResource(Parts parts, HistoryResource history) {
    this.parts = parts;
    this.history = history;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/signals",
                Need.of(Role.VIEWER),
                "Signals: of the journal, oldest first, or of the history, newest first",
                this::list)
            .query(
                "after",
                "kind",
                "limit",
                "order",
                "severity",
                "since",
                "until",
                "source",
                "near",
                "metres",
                "cursor"),
        Route.post(
                "/signals",
                Need.of(Role.SENSOR),
                "Hands in one signal or an array of at most 1,000",
                this::submit)
            .taking(Input.json(MAX_BYTES))
            .answering(202, Route.JSON));
  }

  private Answer list(Call call) throws Problem {
    return HistoryResource.meant(call) ? history.latest(call) : read(call);
  }

  private Answer read(Call call) throws Problem {
    String cursor = call.query().text("cursor").isPresent() ? "cursor" : "after";
    long after = call.query().number(cursor, 0, Long.MAX_VALUE).orElse(0L);
    int limit = call.query().limit(100, MAX_PAGE);
    Filter filter = new Filter(Set.of(EntryType.SIGNAL), call.query().words("kind"));
    AlertBus bus = parts.bus();
    // before reading: what is written meanwhile is not what was asked for, so a reader comes to an
    // end even while signals flow
    long head = bus.head();
    List<BusEntry> entries = bus.read(after, filter, limit);
    long last = entries.isEmpty() ? after : entries.get(entries.size() - 1).number();
    // a page that is not full was looked for among all entries that one call reads
    long seen = entries.size() < limit ? Math.max(last, plus(after, READ_AHEAD)) : last;
    Optional<String> next = seen < head ? Optional.of(String.valueOf(seen)) : Optional.empty();
    Audience audience = Audience.of(call);
    List<BusEntry> shown = entries.stream().map(audience::shown).flatMap(Optional::stream).toList();
    return Answer.items(shown, entry -> EntryJson.write(Redacted.of(entry)), next);
  }

  private static long plus(long after, long more) {
    return after > Long.MAX_VALUE - more ? Long.MAX_VALUE : after + more;
  }

  private Answer submit(Call call) throws Exception {
    Ingest ingest = parts.ingest();
    JsonNode body = call.json();
    List<Signal> signals = body.isArray() ? readAll(body) : List.of(SignalJson.read(body));
    String source = sourceId(call.actor().name());
    // all are read before the first is handed in: a malformed array leaves nothing behind
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(signals.size());
    for (Signal signal : signals) {
      receipts.add(ingest.submit(source, signal).toCompletableFuture());
    }
    boolean array = body.isArray();
    String path = call.request().getRequestURI();
    return new Answer.Later(
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .thenApply(done -> answer(receipts, array, path)));
  }

  private static List<Signal> readAll(JsonNode array) throws JsonFault, Problem {
    if (array.isEmpty()) {
      throw Problem.field("", "is an empty array; give 1 to " + MAX_SIGNALS + " signals");
    }
    if (array.size() > MAX_SIGNALS) {
      throw Problem.of(413, array.size() + " signals in one call, at most " + MAX_SIGNALS + ".");
    }
    List<Signal> signals = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      try {
        signals.add(SignalJson.read(array.get(i)));
      } catch (JsonFault e) {
        String dot = e.field().isEmpty() ? "" : ".";
        throw Problem.field("[" + i + "]" + dot + e.field(), e.reason());
      }
    }
    return signals;
  }

  /** {@code api~<name>}; a token's name goes without its {@code token:}. */
  private static String sourceId(String name) {
    String bare = name.startsWith("token:") ? name.substring("token:".length()) : name;
    String safe = bare.replaceAll("[^A-Za-z0-9._-]", "_");
    return "api~" + (safe.length() > 63 ? safe.substring(0, 63) : safe);
  }

  private static Answer.Ready answer(
      List<CompletableFuture<Receipt>> done, boolean array, String path) {
    List<Receipt> receipts = done.stream().map(CompletableFuture::join).toList();
    ArrayNode list = Json.array();
    receipts.forEach(receipt -> list.add(write(receipt)));
    if (receipts.stream().allMatch(Receipt::onDisk)) {
      ObjectNode node = Json.object();
      node.set("receipts", list);
      return Answer.json(202, node);
    }
    return refusal(receipts, array).member("receipts", list).answer(path);
  }

  /** What helps soonest is said: sending again, before mending a field. */
  private static Problem refusal(List<Receipt> receipts, boolean array) {
    List<Problem.FieldError> errors = new ArrayList<>();
    boolean overloaded = false;
    boolean unavailable = false;
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      overloaded |= receipt.status() == Receipt.Status.OVERLOADED;
      unavailable |= receipt.status() == Receipt.Status.UNAVAILABLE;
      if (receipt.status() == Receipt.Status.REJECTED) {
        errors.add(rejected(receipt.reason(), array ? "[" + i + "]" : ""));
      }
    }
    if (overloaded) {
      return Problem.of(429, "The bus is full; send all of them again, slower.")
          .header("Retry-After", "1");
    }
    if (unavailable) {
      return Problem.of(503, "The journal cannot write now; send all of them again later.")
          .header("Retry-After", "5");
    }
    return Problem.fields(errors);
  }

  private static Problem.FieldError rejected(String reason, String at) {
    int colon = reason.indexOf(": ");
    boolean named = colon > 0 && reason.indexOf(' ') > colon;
    String field = named ? reason.substring(0, colon) : "";
    String dot = at.isEmpty() || field.isEmpty() ? "" : ".";
    return new Problem.FieldError(at + dot + field, named ? reason.substring(colon + 2) : reason);
  }

  private static ObjectNode write(Receipt receipt) {
    ObjectNode node = Json.object();
    node.put("status", Json.word(receipt.status()));
    node.put("number", receipt.number());
    node.put("reason", receipt.reason());
    return node;
  }
}
