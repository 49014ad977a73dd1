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
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;
import org.watchfloor.core.api.json.Json;

/** {@code rtcc:cluster-list}: the nodes of the center as this one sees them. */
@Service
@Command(
    scope = "rtcc",
    name = "cluster-list",
    description =
        "Lists the nodes of the center: who lives, who leads, how many sources each runs.")
public final class ClusterListCommand extends RtccCommand {
  @Reference(optional = true)
  @Nullable Cluster cluster;

  @Override
  void run(PrintStream out) {
    Cluster nodes = cluster;
    if (nodes == null) {
      if (json) {
        print(out, Json.array());
      } else {
        out.println("This center is one node: etc/org.watchfloor.cluster.cfg makes it several");
      }
      return;
    }
    List<ClusterMember> members = nodes.members();
    if (json) {
      ArrayNode array = Json.array();
      members.forEach(member -> array.add(write(nodes, member)));
      print(out, array);
      return;
    }
    ShellTable table = table("Node", "Address", "State", "Written", "Sources", "Hindered by");
    for (ClusterMember member : members) {
      table
          .addRow()
          .addContent(
              member.name().equals(nodes.node()) ? member.name() + " (this)" : member.name(),
              member.address(),
              state(member),
              member.written(),
              member.sources(),
              member.said());
    }
    table.print(out);
  }

  private static String state(ClusterMember member) {
    if (member.leads()) {
      return "leads";
    }
    return member.alive() ? "works" : "gone";
  }

  private static ObjectNode write(Cluster nodes, ClusterMember member) {
    ObjectNode node = Json.object();
    node.put("name", member.name());
    node.put("this", member.name().equals(nodes.node()));
    node.put("address", member.address());
    node.put("alive", member.alive());
    node.put("leads", member.leads());
    node.put("written", member.written());
    node.put("sources", member.sources());
    node.put("said", member.said());
    return node;
  }
}
