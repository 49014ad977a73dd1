package org.watchfloor.core.cluster.internal;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * How a leader hands sources from node to node, so that none is ever run by two. Confined to the
 * loop.
 *
 * <p>A new table is first said in addition to the old ones: sources that stay where they are go on,
 * those that move are run by nobody. When all living nodes go by that, and the leases of all others
 * are over, the new table is said alone. The tables of a new leader are added to the newest that
 * any voter knew: an older leader had its last step confirmed by all living nodes, a majority, and
 * so by one of those who voted. Hence any two nodes always have a table in common.
 */
final class Sharing {
  private final String node;
  private final Timing timing;
  private final Status status;
  private final long term;
  private final long began;

  /** The leader before, whose own lease was over when it was voted out; empty if not known. */
  private final String former;

  private Owners said;
  private List<String> wanted;
  private long settledSince;

  /** Whether the last change takes sources away from a node that lives. */
  private boolean handsOver;

  Sharing(String node, Timing timing, Status status, Start start) {
    this.node = node;
    this.timing = timing;
    this.status = status;
    this.term = start.term();
    this.former = start.former();
    this.began = System.nanoTime();
    TreeSet<String> first = new TreeSet<>(start.voters());
    first.add(node);
    this.wanted = List.copyOf(first);
    this.said = start.owners().and(wanted, term, 1);
    this.handsOver = true;
    this.settledSince = 0;
    status.owners(said);
  }

  /**
   * What a leader begins with.
   *
   * @param term in which it leads
   * @param former leader before, as the voters know
   * @param voters who voted for it
   * @param owners newest that any of them knew
   */
  record Start(long term, String former, List<String> voters, Owners owners) {}

  /** Looks at who lives, and goes a step on where it may. */
  void step(Collection<Copy> copies, long now) {
    List<String> sharers = sharers(copies, now);
    if (!sharers.equals(wanted)) {
      handsOver = !wanted.containsAll(sharers);
      wanted = sharers;
      say(said.and(wanted, term, said.number() + 1));
      return;
    }
    if (said.settledOn(wanted)) {
      return;
    }
    if (!confirmed(copies, now)) {
      settledSince = 0;
      return;
    }
    if (settledSince == 0) {
      settledSince = now;
    }
    if (!handsOver || now - settledSince >= timing.settle()) {
      say(new Owners(term, said.number() + 1, List.of(wanted)));
    }
  }

  private void say(Owners owners) {
    said = owners;
    settledSince = 0;
    status.owners(owners);
  }

  /**
   * A node gets sources when it has caught up and lived for a while; it loses them with its lease.
   */
  private List<String> sharers(Collection<Copy> copies, long now) {
    TreeSet<String> nodes = new TreeSet<>();
    nodes.add(node);
    for (Copy copy : copies) {
      boolean has = wanted.contains(copy.name);
      boolean keeps = has && !released(copy, now);
      boolean joins =
          copy.alive(now, timing.failure())
              && copy.synced
              && now - copy.aliveSince >= timing.failure();
      if (keeps || joins) {
        nodes.add(copy.name);
      }
    }
    return List.copyOf(nodes);
  }

  /** Every living node goes by what was said, and no other one runs anything any more. */
  private boolean confirmed(Collection<Copy> copies, long now) {
    for (Copy copy : copies) {
      boolean alive = copy.alive(now, timing.failure());
      if (alive ? !copy.goesBy(said) : !released(copy, now)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node that does not answer can have no lease any more. */
  private boolean released(Copy copy, long now) {
    if (copy.left) {
      return true;
    }
    if (copy.heardEver) {
      return now - copy.heard > timing.reclaim();
    }
    return copy.name.equals(former) || now - began > timing.reclaim();
  }
}
