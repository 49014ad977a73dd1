package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.PluginJson;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.Plugins;

/**
 * A command that changes what is installed: it shows the plan, asks, and only then acts. A plan
 * that is declined or refused is forgotten.
 */
abstract class PlanFirst extends RtccCommand {
  @Option(name = "--yes", aliases = "-y", description = "Carry the plan out without asking.")
  boolean yes;

  @Option(
      name = "--accept-unsigned",
      description =
          "Take a package that no trusted publisher signed. Without it, \"yes\" is asked.")
  boolean acceptUnsigned;

  @Option(
      name = "--plan",
      description = "Only print the plan; rtcc:plugin-approve <id> carries it out within a day.")
  boolean planOnly;

  @Reference(optional = true)
  @Nullable Plugins plugins;

  @Reference(optional = true)
  @Nullable Audit audit;

  /** Of whoever types; commands that a program runs have one that cannot be asked. */
  @Reference(optional = true)
  @Nullable Session session;

  /** What the plan is asked for, as it was typed. */
  abstract String subject();

  /** Makes the plan, or finds it. */
  abstract Plan plan(Plugins installed) throws PackageRefused;

  @Override
  final void run(PrintStream out) throws PackageRefused, IOException {
    Plugins installed = need(plugins, "core-plugins");
    if (json && !yes && !planOnly) {
      throw new IllegalArgumentException(
          "--json: give --yes or --plan with it; a program cannot be asked");
    }
    Caller caller = Caller.current();
    need(audit, "core-audit")
        .record(
            AuditRecord.done(caller.identity().name(), caller.origin(), "plugin.plan", subject()));
    Plan plan = plan(installed);
    if (!json) {
      PlanText.print(plan, out);
    }
    if (plan.refusal().isPresent()) {
      installed.forget(plan.id());
      tell(plan, out);
      throw new IllegalStateException("refused: " + plan.refusal().get());
    }
    if (planOnly) {
      tell(plan, out);
      return;
    }
    if (agreed(plan, installed, out)) {
      carryOut(plan, installed, caller, out);
    }
  }

  private void tell(Plan plan, PrintStream out) {
    if (json) {
      print(out, PluginJson.write(plan));
    } else if (plan.refusal().isEmpty()) {
      out.println("Nothing was done. To do it: rtcc:plugin-approve " + plan.id());
    }
  }

  private boolean agreed(Plan plan, Plugins installed, PrintStream out) throws IOException {
    boolean consent = !plan.needsConsent() || acceptUnsigned;
    if (yes && !consent) {
      installed.forget(plan.id());
      throw new IllegalStateException(
          "no publisher that this center trusts has signed the package; nothing was done. Give"
              + " --accept-unsigned if you know where it comes from");
    }
    if (yes) {
      return true;
    }
    boolean agreed =
        consent
            ? ask("Carry it out? (y/N) ").matches("(?i)y|yes")
            : ask("Nobody that this center trusts has signed it. Type yes to install it all the same: ")
                .equalsIgnoreCase("yes");
    if (!agreed) {
      installed.forget(plan.id());
      out.println("Nothing was done.");
    }
    return agreed;
  }

  private String ask(String prompt) throws IOException {
    Session current = session;
    if (current == null || current.getTerminal() == null) {
      throw new IllegalStateException(
          "nobody can be asked here and nothing was done; give --yes, or run the command in an"
              + " interactive shell");
    }
    String line = current.readLine(prompt, null);
    return line == null ? "" : line.strip();
  }

  private void carryOut(Plan plan, Plugins installed, Caller caller, PrintStream out)
      throws PackageRefused {
    Audit log = need(audit, "core-audit");
    log.record(record(plan, caller, AuditRecord.Outcome.DONE, ""));
    ManagedPlugin now;
    try {
      // whoever came here without --accept-unsigned has typed the yes
      now = installed.carryOut(plan.id(), plan.needsConsent(), caller.identity().name());
    } catch (PackageRefused e) {
      log.record(record(plan, caller, AuditRecord.Outcome.FAILED, String.valueOf(e.getMessage())));
      throw e;
    }
    if (json) {
      ObjectNode node = Json.object();
      node.set("plan", PluginJson.write(plan));
      node.set("plugin", PluginJson.write(now));
      print(out, node);
    } else {
      out.println(PlanText.done(plan, now));
    }
  }

  private static AuditRecord record(
      Plan plan, Caller caller, AuditRecord.Outcome outcome, String reason) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plan", plan.id());
    facts.put("from", plan.from());
    facts.put("to", plan.to());
    plan.content()
        .ifPresent(
            content -> {
              facts.put("sha256", content.sha256());
              facts.put("signature", Json.word(content.signature()));
            });
    facts.put("consent", String.valueOf(plan.needsConsent()));
    return new AuditRecord(
        caller.identity().name(),
        caller.origin(),
        "plugin." + Json.word(plan.operation()),
        plan.pluginId(),
        outcome,
        reason,
        facts);
  }
}
