package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:bus-stat}: how far each subscriber is behind. */
@Service
@Command(
    scope = "rtcc",
    name = "bus-stat",
    description = "Shows the alert bus: the journal's head and how far each subscriber is behind.")
public final class BusStatCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable AlertBus bus;

  @Override
  void run(PrintStream out) {
    AlertBus alerts = need(bus, "core-bus");
    List<SubscriberStat> stats =
        alerts.stats().stream().sorted(Comparator.comparing(SubscriberStat::name)).toList();
    if (json) {
      ObjectNode node = Json.object().put("head", alerts.head());
      ArrayNode array = node.putArray("subscribers");
      stats.forEach(stat -> array.add(node(stat)));
      print(out, node);
      return;
    }
    out.println("Head of the journal: " + alerts.head());
    ShellTable table =
        table(
            "Subscriber", "Cursor", "Lag", "Oldest ms", "Delivered", "Dropped", "Failures", "Says");
    table.emptyTableText("No subscribers");
    for (SubscriberStat stat : stats) {
      table
          .addRow()
          .addContent(
              stat.name(),
              stat.cursor(),
              stat.lag(),
              stat.oldestMillis(),
              stat.delivered(),
              stat.dropped(),
              stat.failures(),
              stat.waits().isEmpty() ? stat.lastFailure() : stat.waits());
    }
    table.print(out);
  }

  private static ObjectNode node(SubscriberStat stat) {
    return Json.object()
        .put("name", stat.name())
        .put("durable", stat.durable())
        .put("cursor", stat.cursor())
        .put("delivered", stat.delivered())
        .put("lag", stat.lag())
        .put("oldestMillis", stat.oldestMillis())
        .put("dropped", stat.dropped())
        .put("failures", stat.failures())
        .put("lastFailure", stat.lastFailure())
        .put("waits", stat.waits());
  }
}
