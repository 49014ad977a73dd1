package org.watchfloor.camel.alertbus.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one delivery that are on their way through a route, begun in order and answered in
 * any. After one has failed no other begins, so that what a receiver has of a source is always the
 * beginning of it. Begun by one thread, answered by any.
 */
final class Window {
  /** An entry on its way. */
  private static final class Ticket {
    final long number;
    boolean answered;
    @Nullable Exception failure;

    Ticket(long number) {
      this.number = number;
    }
  }

  /** Takes the answer of one entry. */
  @FunctionalInterface
  interface Answer {
    /**
     * @param failure null if the entry was taken
     */
    void answered(@Nullable Exception failure);
  }

  private final int size;
  private final List<Ticket> tickets = new ArrayList<>();
  private int underWay;
  private boolean failed;

  /**
   * @param size entries that may be on their way at once
   */
  Window(int size) {
    this.size = size;
  }

  /** Waits for room; null when an entry has failed and no more may begin. */
  synchronized @Nullable Answer begin(long number) throws InterruptedException {
    while (underWay == size && !failed) {
      wait();
    }
    if (failed) {
      return null;
    }
    Ticket ticket = new Ticket(number);
    tickets.add(ticket);
    underWay++;
    return failure -> answer(ticket, failure);
  }

  private synchronized void answer(Ticket ticket, @Nullable Exception failure) {
    if (!ticket.answered) {
      ticket.answered = true;
      ticket.failure = failure;
      failed |= failure != null;
      underWay--;
      notifyAll();
    }
  }

  /** Waits for every answer; throws the failure of the first entry that has one. */
  synchronized void await() throws Exception {
    while (underWay > 0) {
      wait();
    }
    for (Ticket ticket : tickets) {
      if (ticket.failure != null) {
        throw ticket.failure;
      }
    }
  }

  /** Number of the last entry taken before which every other was taken too; 0 for none. */
  synchronized long done() {
    long done = 0;
    for (Ticket ticket : tickets) {
      if (!ticket.answered || ticket.failure != null) {
        break;
      }
      done = ticket.number;
    }
    return done;
  }
}
