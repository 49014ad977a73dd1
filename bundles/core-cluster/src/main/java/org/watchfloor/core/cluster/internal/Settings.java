package org.watchfloor.core.cluster.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a node needs to know of its cluster, checked. Immutable.
 *
 * @param node name of this node
 * @param members all nodes, this one too, in the order of the configuration
 * @param bind address of this machine to listen at
 * @param secret what the nodes have in common; never printed
 * @param failureMillis without an answer after which a node counts as gone
 * @param copies disks that an entry must be on before it counts
 * @param prefer the one of two nodes that goes on alone; empty where none does
 */
record Settings(
    String node,
    List<NodeAddress> members,
    String bind,
    Secret secret,
    int failureMillis,
    int copies,
    String prefer) {
  private static final int MIN_SECRET = 32;

  Settings {
    members = List.copyOf(members);
  }

  /** A shared secret that does not print itself. */
  record Secret(String text) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  static Settings of(ClusterConfig config) {
    List<NodeAddress> members = members(config.members());
    String node = config.node().strip();
    NodeAddress self =
        members.stream()
            .filter(member -> member.name().equals(node))
            .findFirst()
            .orElseThrow(() -> wrong("node: \"" + node + "\" is not one of those in members"));
    if (config.secret().strip().length() < MIN_SECRET) {
      throw wrong(
          "secret: must have at least 32 characters, the same on every node; openssl rand -hex 32");
    }
    if (config.failure_ms() < 300 || config.failure_ms() > 60_000) {
      throw wrong("failure.ms: must be 300 to 60000");
    }
    if (config.receipt_copies() < 2 || config.receipt_copies() > members.size()) {
      throw wrong("receipt.copies: must be 2 to the number of members");
    }
    String bind = config.bind().isBlank() ? self.host() : config.bind().strip();
    return new Settings(
        node,
        members,
        bind,
        new Secret(config.secret().strip()),
        config.failure_ms(),
        config.receipt_copies(),
        prefer(config, members));
  }

  private static List<NodeAddress> members(String[] texts) {
    List<NodeAddress> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String text : texts) {
      for (String part : text.split(",")) {
        if (part.isBlank()) {
          continue;
        }
        NodeAddress member = NodeAddress.of(part);
        if (!seen.add(member.name()) || !seen.add(member.address())) {
          throw wrong("members: \"" + part.strip() + "\" has a name or an address of another one");
        }
        members.add(member);
      }
    }
    if (members.size() < 2 || members.size() > 3) {
      throw wrong("members: must name two or three nodes, there are " + members.size());
    }
    return members;
  }

  private static String prefer(ClusterConfig config, List<NodeAddress> members) {
    String alone = config.alone().strip();
    if (alone.equals("refuse")) {
      return "";
    }
    if (!alone.equals("accept")) {
      throw wrong("alone: must be refuse or accept");
    }
    if (members.size() != 2) {
      throw wrong("alone: accept is for two nodes; of three, two go on without the third");
    }
    String prefer = config.prefer().strip();
    if (members.stream().noneMatch(member -> member.name().equals(prefer))) {
      throw wrong(
          "prefer: must name the node that goes on alone, the same on both; otherwise both would");
    }
    return prefer;
  }

  private static IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException(message);
  }

  NodeAddress self() {
    return member(node);
  }

  NodeAddress member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** Names of the other nodes. */
  List<String> others() {
    return members.stream().map(NodeAddress::name).filter(name -> !name.equals(node)).toList();
  }

  /**
   * Votes of a node. The preferred one of two has two of three, so that it is a majority alone and
   * the other one never is: nothing can be decided without it.
   */
  int weight(String name) {
    return name.equals(prefer) ? 2 : 1;
  }

  /** Votes that are a majority. */
  int majority() {
    int all = members.stream().mapToInt(member -> weight(member.name())).sum();
    return all / 2 + 1;
  }

  /** Whether this node alone is a majority. */
  boolean mayBeAlone() {
    return weight(node) >= majority();
  }
}
