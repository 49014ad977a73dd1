package org.watchfloor.console.rest.internal;

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
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * The way into a sandbox: signals of another center, under the names of their sources, and what the
 * sandbox made of them. A center that is no sandbox takes none.
 */
final class ReplayResource implements Resource {
  private static final int MAX_SIGNALS = 1_000;
  private static final int MAX_BYTES = 8 << 20;
  private static final long DEADLINE_SECONDS = 20;

  private final Parts parts;

  ReplayResource(Parts parts) {
    this.parts = parts;
  }

  private record Replayed(String source, Signal signal) {}

  @Override
  public List<Route> routes() {
    Need sensor = Need.of(Role.SENSOR);
    return List.of(
        Route.get("/replay", sensor, "Whether this center is a sandbox", this::show),
        Route.get("/replay/alerts", sensor, "A sandbox's alerts, oldest first", this::alerts)
            .query("after", "limit"),
        Route.post("/replay/signals", sensor, "Replays signals into a sandbox", this::submit)
            .taking(Input.json(MAX_BYTES))
            .answering(202, Route.JSON));
  }

  private Answer show(Call call) throws Problem {
    ObjectNode node = Json.object().put("sandbox", parts.isSandbox());
    return Answer.json(node.put("head", parts.bus().head()));
  }

  private void check() throws Problem {
    if (!parts.isSandbox()) {
      throw Problem.of(
          403,
          "This center is not a sandbox and takes no replay. A center of its own for replays has"
              + " sandbox = true in etc/org.watchfloor.sandbox.cfg.");
    }
  }

  private Answer alerts(Call call) throws Problem {
    check();
    long after = call.query().number("after", 0, Long.MAX_VALUE).orElse(0L);
    int limit = call.query().limit(100, MAX_SIGNALS);
    AlertBus bus = parts.bus();
    Filter filter = new Filter(Set.of(EntryType.ALERT), Set.of());
    List<BusEntry> found = bus.read(after, filter, limit);
    return Answer.items(found, EntryJson::write, Optional.empty());
  }

  private Answer submit(Call call) throws Exception {
    check();
    Ingest ingest = parts.ingest();
    List<Replayed> signals = read(call.object());
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(signals.size());
    for (Replayed replayed : signals) {
      receipts.add(ingest.submit(replayed.source(), replayed.signal()).toCompletableFuture());
    }
    return new Answer.Later(
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .thenApply(done -> answer(receipts)));
  }

  private static List<Replayed> read(JsonFields body) throws JsonFault, Problem {
    List<JsonFields> items = body.objects("signals");
    if (items.isEmpty() || items.size() > MAX_SIGNALS) {
      throw Problem.field("signals", "must be 1 to " + MAX_SIGNALS + " signals");
    }
    List<Replayed> signals = new ArrayList<>(items.size());
    for (JsonFields item : items) {
      signals.add(new Replayed(item.text("sourceId"), SignalJson.read(item.node("signal"))));
    }
    return signals;
  }

  /** One that is not on disk is said by its status: the caller sends it again, and no other. */
  private static Answer.Ready answer(List<CompletableFuture<Receipt>> done) {
    ArrayNode list = Json.array();
    for (CompletableFuture<Receipt> each : done) {
      Receipt receipt = each.join();
      list.addObject()
          .put("status", Json.word(receipt.status()))
          .put("number", receipt.number())
          .put("reason", receipt.reason());
    }
    ObjectNode node = Json.object();
    node.set("receipts", list);
    return Answer.json(202, node);
  }
}
