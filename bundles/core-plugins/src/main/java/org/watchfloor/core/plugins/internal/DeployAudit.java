package org.watchfloor.core.plugins.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;

/** Puts what the deploy folder does into the audit log, where no person stands before it. */
final class DeployAudit {
  private final Audit audit;

  DeployAudit(Audit audit) {
    this.audit = audit;
  }

  /** What is done. */
  @FunctionalInterface
  interface Act {
    Object run() throws PackageRefused;
  }

  void carriedOut(Plan plan, String origin, Act act) throws PackageRefused {
    audit.record(record(plan, origin, Outcome.DONE, ""));
    try {
      act.run();
    } catch (PackageRefused e) {
      audit.record(record(plan, origin, Outcome.FAILED, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private static AuditRecord record(Plan plan, String origin, Outcome outcome, String reason) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("from", plan.from());
    facts.put("to", plan.to());
    plan.content()
        .ifPresent(
            content -> {
              facts.put("sha256", content.sha256());
              facts.put("signature", Json.word(content.signature()));
              facts.put("signer", content.signer());
              facts.put(
                  "permissions",
                  content.permissions().stream()
                      .map(p -> Json.word(p.kind()) + " " + p.value())
                      .collect(Collectors.joining(", ")));
            });
    facts.put("consent", "false");
    return new AuditRecord(
        "system",
        origin,
        "plugin." + Json.word(plan.operation()),
        plan.pluginId(),
        outcome,
        reason,
        facts);
  }
}
