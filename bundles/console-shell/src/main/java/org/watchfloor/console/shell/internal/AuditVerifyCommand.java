package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:audit-verify}: walks the whole chain of the audit log. */
@Service
@Command(
    scope = "rtcc",
    name = "audit-verify",
    description = "Walks the whole audit log and says whether its chain holds. Audited.")
public final class AuditVerifyCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    Audit log = need(audit, "core-audit");
    Caller caller = Caller.current();
    log.record(AuditRecord.done(caller.identity().name(), caller.origin(), "audit.verify", ""));
    Optional<String> fault = log.verify();
    if (json) {
      ObjectNode node = Json.object().put("holds", fault.isEmpty()).put("head", log.head());
      fault.ifPresent(text -> node.put("fault", text));
      print(out, node);
    } else if (fault.isEmpty()) {
      out.println("The chain holds, " + log.head() + " entries.");
    }
    fault.ifPresent(
        text -> {
          throw new IllegalStateException("The chain is broken: " + text);
        });
  }
}
