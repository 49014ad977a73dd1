package org.watchfloor.core.cluster.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How many of the nodes are enough, as a leader counts them. Immutable but for the copies. */
final class Quorum {
  private final Settings settings;
  private final Collection<Copy> copies;

  Quorum(Settings settings, Collection<Copy> copies) {
    this.settings = settings;
    this.copies = copies;
  }

  /** The time until which no majority can have voted for another one; past where there is none. */
  long lease(long now, long failure) {
    int votes = settings.weight(settings.node());
    long at = now;
    List<Copy> newestFirst = new ArrayList<>(copies);
    newestFirst.removeIf(copy -> copy.sent == 0 || copy.left);
    newestFirst.sort((a, b) -> Long.signum(b.sent - a.sent));
    for (Copy copy : newestFirst) {
      if (votes >= settings.majority()) {
        break;
      }
      votes += settings.weight(copy.name);
      at = copy.sent;
    }
    return votes >= settings.majority() ? at + failure : now - 1;
  }

  /** Whether an entry that is on this disk is on enough others. */
  boolean has(long position) {
    int votes = settings.weight(settings.node());
    int disks = 1;
    for (Copy copy : copies) {
      if (copy.match >= position) {
        votes += settings.weight(copy.name);
        disks++;
      }
    }
    return votes >= settings.majority() && disks >= disksNeeded();
  }

  /** The preferred one of two goes on alone while the other one is gone, or has not caught up. */
  private int disksNeeded() {
    boolean alone = settings.mayBeAlone() && copies.stream().noneMatch(copy -> copy.synced);
    return alone ? 1 : settings.copies();
  }
}
