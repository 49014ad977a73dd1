package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * How a node that hears of no leader asks to lead: first as a trial, for which nobody promises
 * anything, then in earnest. Confined to the loop.
 */
final class Candidacy {
  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  private final Settings settings;
  private final Timing timing;
  private final LocalJournal local;
  private final Peers peers;
  private final Executor loop;
  private final Voter self;
  private final Consumer<Votes> won;
  private @Nullable Votes votes;
  private long tryAfter = System.nanoTime();
  private long newestTerm;

  /** This node as one that votes. */
  interface Voter {
    /** Whether it may ask now. */
    boolean free();

    /** Its vote for itself. */
    Message.Vote vote();
  }

  /**
   * @param won called when a majority voted for this node in earnest
   */
  Candidacy(
      Settings settings,
      LocalJournal local,
      Peers peers,
      Executor loop,
      Voter self,
      Consumer<Votes> won) {
    this.settings = settings;
    this.timing = Timing.of(settings.failureMillis());
    this.local = local;
    this.peers = peers;
    this.loop = loop;
    this.self = self;
    this.won = won;
  }

  /** A term that another node knows: the next one asked for is newer. */
  void knows(long term) {
    newestTerm = Math.max(newestTerm, term);
  }

  /** It does not ask for so long. */
  void defer(long nanos) {
    tryAfter = System.nanoTime() + nanos;
  }

  /** Nobody's answer counts any more. */
  void end() {
    if (votes != null) {
      knows(votes.newestTerm());
      votes.end();
      votes = null;
    }
  }

  void tick() {
    if (System.nanoTime() - tryAfter < 0 || !self.free()) {
      return;
    }
    // Different for each, so that two do not ask each other again and again.
    defer(timing.failure() / 4 + random(timing.failure() / 2));
    end();
    ask(true, Math.max(local.term(), newestTerm) + 1, trial -> elect());
  }

  static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(Math.max(1, bound));
  }

  private void ask(boolean trial, long term, Consumer<Votes> next) {
    long written = local.written();
    Message.Ask ask = new Message.Ask(trial, term, settings.node(), local.termAt(written), written);
    votes = new Votes(settings, ask, self.vote(), next);
    votes.ask(peers, timing, loop);
  }

  /** A majority would vote for it: now in earnest. */
  private void elect() {
    if (!self.free()) {
      return;
    }
    end();
    long term = Math.max(local.term(), newestTerm) + 1;
    try {
      local.promise(term);
    } catch (IOException e) {
      LOG.warn("This node cannot ask to lead, its disk refuses: {}", e.getMessage());
      return;
    }
    ask(false, term, won);
  }
}
