package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;

/** {@code rtcc:source-info}: one source and what it is configured with. */
@Service
@Command(
    scope = "rtcc",
    name = "source-info",
    description = "Shows a source and its configuration; passwords are not shown. Audited.")
public final class SourceInfoCommand extends RtccCommand {
  @Argument(name = "source", description = "Id as in rtcc:source-list.", required = true)
  String source = "";

  @Reference(optional = true)
  @Nullable SourceRegistry registry;

  @Reference(optional = true)
  @Nullable SourceConfigurations configurations;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) throws IOException {
    SourceInfo info = KnownSource.of(need(registry, "core-runtime"), source);
    SourceConfigurations files = need(configurations, "core-config");
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(
            AuditRecord.done(
                caller.identity().name(), caller.origin(), "source-configuration.view", source));
    Map<String, String> values = new TreeMap<>(files.read(source).orElse(Map.of()));
    if (json) {
      ObjectNode node = SourceListCommand.node(info);
      ObjectNode configuration = node.putObject("configuration");
      values.forEach(configuration::put);
      print(out, node);
      return;
    }
    out.println(info.id() + " of " + info.pluginId());
    PlanText.line("State", Json.word(info.state()) + " since " + info.since(), out);
    PlanText.line("Reason", info.reason().isEmpty() ? "-" : info.reason(), out);
    PlanText.line("Camera", info.camera() ? "yes" : "no", out);
    PlanText.line("Signals", info.signals() + ", malformed " + info.malformed(), out);
    PlanText.line("Last signal", info.lastSignalAt().map(Instant::toString).orElse("-"), out);
    out.println("etc/org.watchfloor.source." + info.id() + ".cfg:");
    values.forEach((key, value) -> out.println(PlainText.oneLine("  " + key + " = " + value)));
  }
}
