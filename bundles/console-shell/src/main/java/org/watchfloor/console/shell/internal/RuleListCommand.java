package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.rules.RuleInfo;
import org.watchfloor.rtcc.api.rules.Rules;

/** {@code rtcc:rule-list}: what makes alerts of signals, and what is wrong with it. */
@Service
@Command(
    scope = "rtcc",
    name = "rule-list",
    description = "Lists the rules that make alerts, how often each fired, and what is wrong.")
public final class RuleListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Rules rules;

  @Override
  void run(PrintStream out) {
    List<RuleInfo> all = need(rules, "rtcc-rules").rules();
    if (json) {
      ArrayNode array = Json.array();
      all.forEach(rule -> array.add(node(rule)));
      print(out, array);
      return;
    }
    ShellTable table =
        table("Rule", "Title", "Kinds", "When", "Severity", "Fired", "Last", "Fault");
    table.emptyTableText("No rules");
    for (RuleInfo rule : all) {
      table
          .addRow()
          .addContent(
              rule.id(),
              rule.title(),
              String.join(" ", rule.kinds()),
              String.join("; ", rule.conditions()),
              rule.severity().map(Json::word).orElse("-"),
              rule.fired(),
              rule.lastFiredAt().map(Instant::toString).orElse("-"),
              rule.fault());
    }
    table.print(out);
  }

  private static ObjectNode node(RuleInfo rule) {
    ObjectNode node = Json.object().put("id", rule.id()).put("title", rule.title());
    ArrayNode kinds = node.putArray("kinds");
    rule.kinds().forEach(kinds::add);
    ArrayNode conditions = node.putArray("conditions");
    rule.conditions().forEach(conditions::add);
    rule.severity().ifPresent(severity -> node.put("severity", Json.word(severity)));
    node.put("fault", rule.fault()).put("fired", rule.fired());
    rule.lastFiredAt().ifPresent(at -> node.put("lastFiredAt", at.toString()));
    return node;
  }
}
