package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * One node's part in the agreement on one log: follows, asks to lead, leads (Ongaro and Ousterhout,
 * "In Search of an Understandable Consensus Algorithm", with the pre-vote and leader lease of
 * Ongaro's dissertation, 9.6 and 6.4.1). Everything but {@link #said} and the parts given out is
 * confined to the loop.
 *
 * <p>Who voted for whom is not kept: a node grants a term once, because it grants only terms newer
 * than the one that it promised.
 */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** How long a node whose disk refused leaves it to the others to lead. */
  private static final long ABSTAIN = TimeUnit.SECONDS.toNanos(10);

  private final Settings settings;
  private final Timing timing;
  private final LocalJournal local;
  private final Peers peers;
  private final Loop loop;
  private final Status status;
  private final Beginner beginner;
  private final Following following;
  private final Gate gate = new Gate();
  private final Appender appender;
  private final LongFunction<Draft> opening;
  private final AtomicBoolean wake = new AtomicBoolean();

  private @Nullable Leading leading;
  private @Nullable Votes votes;
  private long tryAfter = System.nanoTime();
  private long newestTerm;
  private boolean stopped;
  private volatile String hindrance = "";

  Node(Settings settings, LocalJournal local, Peers peers, Loop loop, Status status, Own own) {
    this.settings = settings;
    this.timing = Timing.of(settings.failureMillis());
    this.local = local;
    this.peers = peers;
    this.loop = loop;
    this.status = status;
    this.beginner = own.beginner();
    this.opening = own.opening();
    this.following = new Following(local, status, timing, beginner, loop);
    this.appender = new Appender(local, gate, this::writtenSoon, this::refused);
  }

  /**
   * What a node has for itself.
   *
   * @param beginner whether its copy lacks something
   * @param opening makes the entry that it begins a term with
   */
  record Own(Beginner beginner, LongFunction<Draft> opening) {}

  Appender appender() {
    return appender;
  }

  /** Why this node does not do its part, in words; empty while it does. */
  String hindrance() {
    return hindrance;
  }

  /** What is known of the nodes that live: positions on their disks. For the loop. */
  Map<String, Long> disks() {
    Leading term = leading;
    return term != null ? term.disks() : status.works() ? following.disks() : Map.of();
  }

  /** What a node said last that hinders it; empty for nothing. For the loop. */
  String said(String name) {
    Leading term = leading;
    return term == null
        ? ""
        : term.copies().stream()
            .filter(copy -> copy.name.equals(name))
            .map(copy -> copy.said)
            .findFirst()
            .orElse("");
  }

  void tick() {
    if (stopped) {
      return;
    }
    hindrance = following.fault();
    Leading term = leading;
    if (term != null) {
      term.tick();
    } else if (!heard()) {
      status.leader("");
      candidate();
    }
  }

  // --- asking to lead ---

  private void candidate() {
    long now = System.nanoTime();
    if (now - tryAfter < 0 || !gate.idle() || !following.idle()) {
      return;
    }
    // Different for each, so that two do not ask each other again and again.
    tryAfter = now + timing.failure() / 4 + random(timing.failure() / 2);
    ask(true, Math.max(local.term(), newestTerm) + 1, won -> elect());
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(Math.max(1, bound));
  }

  private void ask(boolean trial, long term, java.util.function.Consumer<Votes> won) {
    if (votes != null) {
      newestTerm = Math.max(newestTerm, votes.newestTerm());
      votes.end();
    }
    long written = local.written();
    Message.Ask ask = new Message.Ask(trial, term, settings.node(), local.termAt(written), written);
    votes = new Votes(settings, ask, vote(true, ""), won);
    votes.ask(peers, timing, loop);
  }

  /** A majority would vote for it: now in earnest. */
  private void elect() {
    if (stopped || leading != null || heard() || !gate.idle() || !following.idle()) {
      return;
    }
    long term = Math.max(local.term(), newestTerm) + 1;
    try {
      local.promise(term);
    } catch (IOException e) {
      hindrance = "The promise of a term cannot be written: " + e.getMessage();
      return;
    }
    ask(false, term, this::lead);
  }

  private boolean heard() {
    return System.nanoTime() - following.contact() < timing.failure();
  }

  private void lead(Votes won) {
    long term = won.ask().term();
    if (stopped || leading != null || local.term() != term || !following.idle()) {
      return;
    }
    try {
      following.know(term, settings.node());
    } catch (IOException e) {
      LOG.error("Node {} cannot lead", settings.node(), e);
      return;
    }
    votes = null;
    local.appendIn(term);
    status.leader(settings.node());
    Leading.Parts parts = new Leading.Parts(local, peers, status, loop, appender);
    Leading begun = new Leading(settings, timing, parts, won.start(), this::giveUp);
    leading = begun;
    appender.open(local.head());
    appender
        .written(opening.apply(term))
        .whenCompleteAsync((appended, e) -> opened(begun, appended, e), loop);
    begun.tick();
  }

  private void opened(Leading term, @Nullable Appended appended, @Nullable Throwable failure) {
    if (leading != term) {
      return;
    }
    if (appended == null || appended.outcome() != Appended.Outcome.WRITTEN) {
      String reason = appended == null ? String.valueOf(failure) : appended.reason();
      refused(reason);
      return;
    }
    term.opened(appended.position());
  }

  private void writtenSoon() {
    if (wake.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            wake.set(false);
            Leading term = leading;
            if (term != null) {
              term.written();
            }
          });
    }
  }

  /** The local disk takes nothing: another node's may, so that one is to lead. */
  private void refused(String reason) {
    loop.execute(
        () -> {
          if (leading != null) {
            giveUp(local.term(), "its own disk refuses: " + reason);
            tryAfter = System.nanoTime() + ABSTAIN;
          }
        });
  }

  /** Leads no more. Its sources stop, whoever waits for a receipt is told that it is not known. */
  private void giveUp(long term, String reason) {
    newestTerm = Math.max(newestTerm, term);
    Leading ended = leading;
    if (ended == null) {
      return;
    }
    LOG.warn("Node {} leads no more: {}", settings.node(), reason);
    ended.end();
    leading = null;
    status.stop();
    appender.close("the node that gave the positions is another one now; it may be on disk or not");
    following.contacted(); // the others come first
  }

  // --- answering ---

  /** What another node said; called by any thread. Never completes exceptionally. */
  CompletableFuture<Message> said(String from, Message message) {
    return CompletableFuture.supplyAsync(() -> answer(from, message), loop)
        .thenCompose(answer -> answer)
        .exceptionally(e -> new Message.Refused(String.valueOf(e.getMessage())));
  }

  private CompletableFuture<Message> answer(String from, Message message) {
    try {
      if (stopped) {
        return done(new Message.Refused("node " + settings.node() + " stops"));
      }
      if (message instanceof Message.Ask ask) {
        return done(vote(ask));
      } else if (message instanceof Message.Beat beat) {
        String busy = makeWay(beat.term());
        return done(busy.isEmpty() ? following.beat(beat) : new Message.Refused(busy));
      } else if (message instanceof Message.Push push) {
        String busy = makeWay(push.term());
        return busy.isEmpty() ? following.push(push) : done(new Message.Refused(busy));
      } else if (message instanceof Message.Leave) {
        left(from);
        return done(new Message.Leave());
      }
      return done(new Message.Refused("nothing that a node answers"));
    } catch (IOException | RuntimeException e) {
      LOG.error("What node {} said cannot be done", from, e);
      hindrance = String.valueOf(e.getMessage());
      return done(new Message.Refused(hindrance));
    }
  }

  private static CompletableFuture<Message> done(Message message) {
    return CompletableFuture.completedFuture(message);
  }

  /** Before anything of another leader is taken: why not yet, or empty. */
  private String makeWay(long term) {
    if (term < local.term()) {
      return ""; // it is told so
    }
    if (leading != null) {
      if (term == local.term()) {
        return "node " + settings.node() + " leads term " + term;
      }
      giveUp(term, "another node leads a newer term");
    }
    if (!gate.idle()) {
      return "node " + settings.node() + " still writes what it took as the leader";
    }
    if (votes != null) {
      votes.end();
      votes = null;
    }
    return "";
  }

  private Message vote(Message.Ask ask) throws IOException {
    newestTerm = Math.max(newestTerm, ask.trial() ? 0 : ask.term());
    String no = refusal(ask);
    if (!no.isEmpty() || ask.trial()) {
      return vote(no.isEmpty(), no);
    }
    giveUp(ask.term(), "node " + ask.candidate() + " is to lead");
    if (!gate.idle()) {
      return vote(false, "still writes what it took as the leader");
    }
    local.promise(ask.term());
    following.contacted();
    if (votes != null) {
      votes.end();
      votes = null;
    }
    return vote(true, "");
  }

  private Message.Vote vote(boolean granted, String reason) {
    return new Message.Vote(
        granted, local.term(), following.ledTerm(), following.led(), status.owners(), reason);
  }

  private String refusal(Message.Ask ask) {
    long written = local.written();
    long lastTerm = local.termAt(written);
    if (leading != null && System.nanoTime() - status.leadUntil() < 0) {
      return "leads itself";
    } else if (leading == null && heard()) {
      return "hears node " + following.led();
    } else if (!following.idle() || leading == null && !gate.idle()) {
      return "still writes";
    } else if (ask.term() <= local.term()) {
      return "promised term " + local.term();
    } else if (beginner.begins() && ask.lastTerm() > 0) {
      return "must copy first what the others have";
    } else if (ask.lastTerm() < lastTerm
        || ask.lastTerm() == lastTerm && ask.lastPosition() < written) {
      return "has more entries";
    }
    return "";
  }

  private void left(String name) {
    Leading term = leading;
    if (term != null) {
      term.copies().stream().filter(c -> c.name.equals(name)).forEach(c -> c.left = true);
    } else if (name.equals(following.led())) {
      LOG.info("Node {} stops leading", name);
      following.lost();
      tryAfter = System.nanoTime() + random(timing.failure() / 6);
    }
  }

  /** Gives everything up; after that the node answers nothing any more. */
  void stop() {
    stopped = true;
    giveUp(local.term(), "it stops");
    status.stop();
  }

  boolean idle() {
    return gate.idle();
  }
}
