package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;

/** {@code rtcc:order-list}: protection orders that are in force, never with their places. */
@Service
@Command(
    scope = "rtcc",
    name = "order-list",
    description = "Protection orders that are in force, without their places.")
public final class OrderListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable ProtectionOrders orders;

  @Override
  void run(PrintStream out) {
    List<ProtectionOrder> all = need(orders, "rtcc-plates").orders();
    if (json) {
      ArrayNode items = Json.array();
      all.forEach(order -> items.add(node(order)));
      print(out, items);
      return;
    }
    ShellTable table = table("Id", "Plate", "List", "Case", "Until (UTC)", "Place shown to", "By");
    for (ProtectionOrder order : all) {
      table
          .addRow()
          .addContent(
              order.id(),
              order.plate(),
              order.list(),
              order.caseNumber(),
              order.validUntil().map(Object::toString).orElse("no end"),
              order.shownTo().word(),
              order.writtenBy());
    }
    table.print(out);
  }

  private static ObjectNode node(ProtectionOrder order) {
    ObjectNode node = Json.object();
    node.put("id", order.id());
    node.put("plate", order.plate());
    node.put("list", order.list());
    node.put("caseNumber", order.caseNumber());
    order.validUntil().ifPresent(until -> node.put("validUntil", until.toString()));
    node.put("shownTo", order.shownTo().word());
    node.put("writtenBy", order.writtenBy());
    return node;
  }
}
