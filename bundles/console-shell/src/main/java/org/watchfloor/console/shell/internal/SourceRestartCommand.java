package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** {@code rtcc:source-restart}: closes a source and opens it again. */
@Service
@Command(
    scope = "rtcc",
    name = "source-restart",
    description = "Closes a source and opens it again; releases it from quarantine. Audited.")
public final class SourceRestartCommand extends RtccCommand {
  @Argument(name = "source", description = "Id as in rtcc:source-list.", required = true)
  String source = "";

  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    SourceRegistry sources = need(registry, "core-runtime");
    KnownSource.of(sources, source);
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(
            AuditRecord.done(caller.identity().name(), caller.origin(), "source.restart", source));
    if (!sources.restart(source)) {
      throw KnownSource.unknown(source);
    }
    if (json) {
      print(out, Json.object().put("id", source).put("restarted", true));
    } else {
      out.println(source + " is being restarted; see rtcc:source-list.");
    }
  }
}
