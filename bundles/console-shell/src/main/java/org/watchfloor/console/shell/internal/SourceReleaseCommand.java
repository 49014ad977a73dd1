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
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;

/** {@code rtcc:source-release}: lets a quarantined source run again. */
@Service
@Command(
    scope = "rtcc",
    name = "source-release",
    description = "Releases a source from quarantine and opens it again. Audited.")
public final class SourceReleaseCommand extends RtccCommand {
  @Argument(name = "source", description = "Id as in rtcc:source-list.", required = true)
  String source = "";

  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    SourceRegistry sources = need(registry, "core-runtime");
    SourceInfo info = KnownSource.of(sources, source);
    if (info.state() != SourceState.QUARANTINED) {
      throw new IllegalArgumentException(
          "source: "
              + source
              + " is "
              + Json.word(info.state())
              + ", not quarantined; rtcc:source-restart opens it again");
    }
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(
            AuditRecord.done(caller.identity().name(), caller.origin(), "source.release", source));
    if (!sources.restart(source)) {
      throw KnownSource.unknown(source);
    }
    if (json) {
      print(out, Json.object().put("id", source).put("released", true));
    } else {
      out.println(source + " is released and being opened; see rtcc:source-list.");
    }
  }
}
