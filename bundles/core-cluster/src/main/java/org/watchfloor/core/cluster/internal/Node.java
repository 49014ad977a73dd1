package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
  private final Ballot ballot;
  private final Candidacy candidacy;
  private final LongFunction<Draft> opening;
  private final AtomicBoolean wake = new AtomicBoolean();

  private @Nullable Leading leading;
  private boolean stopped;
  private String trouble = "";
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
    this.ballot = new Ballot(local, status, following, gate, beginner);
    this.candidacy = new Candidacy(settings, local, peers, loop, new Self(), this::lead);
  }

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
    return term == null ? "" : term.said(name);
  }

  void tick() {
    if (stopped) {
      return;
    }
    hindrance = trouble.isEmpty() ? following.fault() : trouble;
    Leading term = leading;
    if (term != null) {
      term.tick();
    } else if (!following.heard()) {
      status.leader("");
      candidacy.tick();
    }
  }

  // --- leading ---

  private final class Self implements Candidacy.Voter {
    @Override
    public boolean free() {
      return !stopped && leading == null && !following.heard() && gate.idle() && following.idle();
    }

    @Override
    public Message.Vote vote() {
      return ballot.vote(true, "");
    }
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
    candidacy.end();
    local.appendIn(term);
    status.leader(settings.node());
    Leading.Parts parts = new Leading.Parts(local, peers, status, loop, appender);
    Leading begun = new Leading(settings, timing, parts, won.start(), this::ready, this::giveUp);
    leading = begun;
    appender.open(local.head());
    appender
        .written(opening.apply(term))
        .whenCompleteAsync((appended, e) -> opened(begun, appended, e), loop);
    begun.tick();
  }

  /** What the others have is here now, by definition. */
  private void ready() {
    try {
      beginner.caughtUp();
    } catch (IOException e) {
      hindrance = "The cluster's notes cannot be written: " + e.getMessage();
    }
  }

  private void opened(Leading term, @Nullable Appended appended, @Nullable Throwable failure) {
    if (leading != term) {
      return;
    }
    if (appended == null || appended.outcome() != Appended.Outcome.WRITTEN) {
      refused(appended == null ? String.valueOf(failure) : appended.reason());
    } else {
      term.opened(appended.position());
    }
  }

  private void writtenSoon() {
    if (wake.compareAndSet(false, true)) {
      loop.execute(this::written);
    }
  }

  private void written() {
    wake.set(false);
    if (leading != null) {
      leading.written();
    }
  }

  /** The local disk takes nothing: another node's may, so that one is to lead. */
  private void refused(String reason) {
    loop.execute(
        () -> {
          if (leading != null) {
            giveUp(local.term(), "its own disk refuses: " + reason);
            candidacy.defer(ABSTAIN);
          }
        });
  }

  /** Leads no more. Its sources stop, whoever waits for a receipt is told that it is not known. */
  private void giveUp(long term, String reason) {
    candidacy.knows(term);
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
        Message answer = busy.isEmpty() ? following.beat(beat) : new Message.Refused(busy);
        trouble = "";
        return done(answer);
      } else if (message instanceof Message.Push push) {
        String busy = makeWay(push.term());
        return busy.isEmpty() ? following.push(push) : done(new Message.Refused(busy));
      } else if (message instanceof Message.Leave) {
        left(from);
        return done(new Message.Leave());
      }
      return done(new Message.Refused("nothing that a node answers"));
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(trouble)) { // it comes again with the next beat
        LOG.error("What node {} said cannot be done", from, e);
      }
      trouble = reason;
      return done(new Message.Refused(reason));
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
    candidacy.end();
    return "";
  }

  private Message vote(Message.Ask ask) throws IOException {
    candidacy.knows(ask.trial() ? 0 : ask.term());
    String no = ballot.refusal(ask, leading != null);
    if (!no.isEmpty() || ask.trial()) {
      return ballot.vote(no.isEmpty(), no);
    }
    giveUp(ask.term(), "node " + ask.candidate() + " is to lead");
    if (!gate.idle()) {
      return ballot.vote(false, "still writes what it took as the leader");
    }
    local.promise(ask.term());
    following.contacted();
    candidacy.end();
    return ballot.vote(true, "");
  }

  private void left(String name) {
    Leading term = leading;
    if (term != null) {
      term.left(name);
    } else if (name.equals(following.led())) {
      LOG.info("Node {} stops leading", name);
      following.lost();
      candidacy.defer(Candidacy.random(timing.failure() / 6));
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
