package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * What a node does for the one that leads: keeps the copy, holds the lease. Confined to the loop.
 */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final LocalJournal local;
  private final Status status;
  private final Timing timing;
  private final Beginner beginner;
  private final Executor loop;

  private long followedTerm;
  private String followed = "";
  private long contact = System.nanoTime();

  /** Position up to which the copy is known to be the leader's. */
  private long verified;

  /** When a beat was answered, by its number. */
  private final NavigableMap<Long, Long> answered = new TreeMap<>();

  /** What the leader said last of the disks of the nodes that live. */
  private Map<String, Long> disks = Map.of();

  private CompletableFuture<Void> installing = CompletableFuture.completedFuture(null);
  private String fault = "";

  Following(LocalJournal local, Status status, Timing timing, Beginner beginner, Executor loop) {
    this.local = local;
    this.status = status;
    this.timing = timing;
    this.beginner = beginner;
    this.loop = loop;
  }

  /** Newest term whose leader this node knew. */
  long ledTerm() {
    return followedTerm;
  }

  /** That leader. */
  String led() {
    return followed;
  }

  /** Positions on the disks of the nodes that live, as the leader said last. */
  Map<String, Long> disks() {
    return disks;
  }

  /** Why the copy is not kept; empty while it is. */
  String fault() {
    return fault;
  }

  /** Whether a leader, or one that it promised to follow, was heard within the failure time. */
  boolean heard() {
    return System.nanoTime() - contact < timing.failure();
  }

  void contacted() {
    contact = System.nanoTime();
  }

  /** It heard that its leader is gone: it need not wait. */
  void lost() {
    contact = System.nanoTime() - 2 * timing.failure();
    status.leader("");
  }

  /** Remembers who leads a term, be it this node itself. */
  void know(long term, String leader) throws IOException {
    if (term == followedTerm && leader.equals(followed)) {
      return;
    }
    if (term == followedTerm) {
      throw new IOException("both " + followed + " and " + leader + " say that they lead");
    }
    followedTerm = term;
    followed = leader;
    verified = local.head();
    answered.clear();
    LOG.info("Node {} leads, term {}", leader, term);
  }

  private void follow(long term, String leader) throws IOException {
    if (beginner.begins()) {
      beginner.copying();
    }
    if (term > local.term()) {
      local.promise(term);
    }
    know(term, leader);
    status.leader(leader);
    contacted();
  }

  Message beat(Message.Beat beat) throws IOException {
    if (beat.term() < local.term()) {
      return new Message.Beaten(local.term(), 0, local.written(), 0, 0);
    }
    follow(beat.term(), beat.leader());
    Long answeredAt = answered.get(beat.confirmed());
    if (answeredAt != null) {
      status.workUntil(answeredAt + timing.lease());
      answered.headMap(beat.confirmed()).clear();
    }
    if (beat.owners().compareTo(status.owners()) > 0) {
      status.owners(beat.owners());
    }
    decided(beat.commit(), beat.term());
    moveCursors(beat.cursors());
    disks = beat.disks();
    answered.put(beat.number(), System.nanoTime());
    Owners known = status.owners();
    return new Message.Beaten(
        beat.term(), beat.number(), local.written(), known.term(), known.number());
  }

  private void decided(long commit, long term) throws IOException {
    // A leader that has decided nothing in its term may not know all that was decided before.
    if (verified >= commit && local.termAt(commit) == term) {
      beginner.caughtUp();
    }
    long upTo = Math.min(commit, verified);
    if (upTo > local.head()) {
      local.release(upTo);
    }
  }

  /** The cursors become the leader's; those that are ahead of this copy wait for a later beat. */
  private void moveCursors(Map<String, Long> cursors) {
    long head = local.head();
    for (Map.Entry<String, Long> cursor : cursors.entrySet()) {
      OptionalLong here = local.cursor(cursor.getKey());
      boolean differs = here.isEmpty() || here.getAsLong() != cursor.getValue();
      if (differs && cursor.getValue() <= head) {
        local.moveCursor(cursor.getKey(), cursor.getValue());
      }
    }
    for (String name : local.cursors().keySet()) {
      if (!cursors.containsKey(name)) {
        local.forgetCursor(name);
      }
    }
  }

  CompletableFuture<Message> push(Message.Push push) throws IOException {
    if (push.term() < local.term()) {
      return done(new Message.Pushed(local.term(), false, local.written(), "an old term"));
    }
    follow(push.term(), push.leader());
    if (!installing.isDone()) {
      return installing.handleAsync((done, e) -> null, loop).thenCompose(done -> again(push));
    }
    if (push.restartAt() > 0) {
      return done(restart(push));
    }
    String mismatch = mismatch(push);
    if (!mismatch.isEmpty()) {
      long from = Math.min(push.previous() - 1, Math.min(local.written(), local.head()));
      return done(new Message.Pushed(push.term(), false, Math.max(from, 0), mismatch));
    }
    return install(push, missing(push));
  }

  private CompletableFuture<Message> again(Message.Push push) {
    try {
      return push(push);
    } catch (IOException | RuntimeException e) {
      return done(new Message.Refused(String.valueOf(e.getMessage())));
    }
  }

  private Message restart(Message.Push push) throws IOException {
    LOG.warn(
        "This node is farther behind than the others keep entries: it begins anew at position {}",
        push.restartAt());
    beginner.copying();
    local.restartAt(push.restartAt());
    verified = push.restartAt() - 1;
    return new Message.Pushed(push.term(), true, verified, "");
  }

  /** What is visible was decided, so it is the leader's too; beyond that the terms tell. */
  private String mismatch(Message.Push push) {
    if (push.previous() > local.written()) {
      return "the copy ends at " + local.written();
    }
    if (push.previous() > local.head() && local.termAt(push.previous()) != push.previousTerm()) {
      return "the copy differs at " + push.previous();
    }
    return "";
  }

  /** The entries that are not here, after those that contradict them were taken away. */
  private List<StoredEntry> missing(Message.Push push) throws IOException {
    List<StoredEntry> entries = push.entries();
    for (int i = 0; i < entries.size(); i++) {
      StoredEntry entry = entries.get(i);
      if (entry.position() > local.written()) {
        return entries.subList(i, entries.size());
      }
      if (entry.position() > local.head() && local.termAt(entry.position()) != entry.term()) {
        LOG.info(
            "Entries {} to {} of a leader that is gone were never decided: they are taken back",
            entry.position(),
            local.written());
        local.truncate(entry.position() - 1);
        return entries.subList(i, entries.size());
      }
    }
    return List.of();
  }

  private CompletableFuture<Message> install(Message.Push push, List<StoredEntry> missing)
      throws IOException {
    long upTo = push.previous() + push.entries().size();
    if (missing.isEmpty()) {
      return done(installed(push, upTo));
    }
    CompletableFuture<Message> answer =
        local
            .install(missing)
            .toCompletableFuture()
            .thenApplyAsync(
                appended -> {
                  if (appended.outcome() != Appended.Outcome.WRITTEN) {
                    fault = "The copy cannot be written: " + appended.reason();
                    return new Message.Refused(fault);
                  }
                  fault = "";
                  try {
                    return installed(push, upTo);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                loop);
    installing = answer.handle((done, e) -> null);
    return answer;
  }

  private Message installed(Message.Push push, long upTo) throws IOException {
    // Who promised to follow another one meanwhile must not be counted among those who have it.
    if (push.term() != followedTerm || push.term() != local.term()) {
      return new Message.Pushed(local.term(), false, local.head(), "a newer term");
    }
    verified = Math.max(verified, upTo);
    decided(push.commit(), push.term());
    return new Message.Pushed(push.term(), true, upTo, "");
  }

  /** Whether nothing of a leader is on its way to the disk. */
  boolean idle() {
    return installing.isDone();
  }

  private static CompletableFuture<Message> done(Message message) {
    return CompletableFuture.completedFuture(message);
  }
}
