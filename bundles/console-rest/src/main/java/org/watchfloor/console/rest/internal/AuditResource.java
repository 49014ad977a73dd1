package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.json.Json;

/** The audit log; who reads it is in it. */
final class AuditResource implements Resource {
  private static final int MAX_PAGE = 1_000;

  private final Parts parts;
  private final Looks looks;

  AuditResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need auditor = Need.of(Role.AUDITOR);
    return List.of(
        Route.get("/audit", auditor, "Entries, oldest first", this::read).query("after", "limit"),
        Route.get("/audit/verify", auditor, "Whether the chain holds", this::verify));
  }

  private Answer read(Call call) throws Problem {
    String cursor = call.query().text("cursor").isPresent() ? "cursor" : "after";
    long after = call.query().number(cursor, 0, Long.MAX_VALUE).orElse(0L);
    int limit = call.query().limit(100, MAX_PAGE);
    looks.record(call.actor(), "audit.read", "");
    Audit audit = parts.audit();
    long head = audit.head();
    List<AuditEntry> entries = audit.read(after, limit);
    long last = entries.isEmpty() ? head : entries.get(entries.size() - 1).number();
    Optional<String> next = last < head ? Optional.of(String.valueOf(last)) : Optional.empty();
    return Answer.items(entries, AuditResource::write, next);
  }

  private static ObjectNode write(AuditEntry entry) {
    ObjectNode node = Json.object();
    node.put("number", entry.number());
    node.put("at", entry.at().toString());
    node.put("actor", entry.record().actor());
    node.put("origin", entry.record().origin());
    node.put("action", entry.record().action());
    node.put("object", entry.record().object());
    node.put("outcome", Json.word(entry.record().outcome()));
    node.put("reason", entry.record().reason());
    ObjectNode facts = node.putObject("facts");
    entry.record().facts().forEach(facts::put);
    node.put("hash", entry.hash());
    return node;
  }

  private Answer verify(Call call) throws Problem {
    Audit audit = parts.audit();
    long head = audit.head();
    Optional<String> wrong = audit.verify();
    ObjectNode node = Json.object();
    node.put("holds", wrong.isEmpty());
    node.put("entries", head);
    wrong.ifPresent(what -> node.put("wrong", what));
    return Answer.json(node);
  }
}
