package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:deadletter-remove}: the end of messages that nobody will understand. */
@Service
@Command(
    scope = "rtcc",
    name = "deadletter-remove",
    description = "Removes dead letters for good. Audited.")
public final class DeadletterRemoveCommand extends RtccCommand {
  @Argument(
      name = "numbers",
      description = "As in rtcc:deadletter-list.",
      required = true,
      multiValued = true)
  @Nullable List<Long> numbers;

  @Reference(optional = true)
  @Nullable DeadLetters letters;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    DeadLetters kept = need(letters, "core-deadletters");
    Audit log = need(audit, "core-audit");
    Caller caller = Caller.current();
    ArrayNode removed = Json.array();
    for (Long number : numbers == null ? List.<Long>of() : numbers) {
      log.record(
          AuditRecord.done(
              caller.identity().name(),
              caller.origin(),
              "dead-letter.remove",
              String.valueOf(number)));
      if (!kept.remove(number)) {
        throw DeadletterShowCommand.unknown(number);
      }
      removed.add(number);
      if (!json) {
        out.println("Dead letter " + number + " is removed.");
      }
    }
    if (json) {
      ObjectNode node = Json.object();
      node.set("removed", removed);
      print(out, node);
    }
  }
}
