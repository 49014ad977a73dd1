package org.watchfloor.core.cluster.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.LocalJournal;
import org.watchfloor.core.api.journal.StoredEntry;

/**
 * One term of this node as the one that leads: beats, copies, what is decided, who runs what.
 * Confined to the loop.
 */
final class Leading {
  private static final Logger LOG = LoggerFactory.getLogger(Leading.class);
  private static final int PUSH_ENTRIES = 4_096;
  private static final long PUSH_BYTES = 1 << 20;
  private static final int BEATS_AT_ONCE = 4;

  private final Settings settings;
  private final Timing timing;
  private final LocalJournal local;
  private final Peers peers;
  private final Status status;
  private final Executor loop;
  private final Runnable led;
  private final BiConsumer<Long, String> giveUp;
  private final Map<String, Copy> copies = new LinkedHashMap<>();
  private final Sharing sharing;
  private final Quorum quorum;
  private final Appender appender;
  private final long term;
  private final long began = System.nanoTime();
  private long commit;

  /** Position of the entry that began the term: once it is decided, so is all before it. */
  private long opening = Long.MAX_VALUE;

  private boolean over;

  /**
   * @param led called when all that was decided before is visible
   * @param giveUp called where this node must lead no more, with the newest term seen and the
   *     reason
   */
  Leading(
      Settings settings,
      Timing timing,
      Parts parts,
      Sharing.Start start,
      Runnable led,
      BiConsumer<Long, String> giveUp) {
    this.settings = settings;
    this.timing = timing;
    this.local = parts.local();
    this.peers = parts.peers();
    this.status = parts.status();
    this.loop = parts.loop();
    this.appender = parts.appender();
    this.led = led;
    this.giveUp = giveUp;
    this.term = start.term();
    this.commit = local.head();
    for (String name : settings.others()) {
      copies.put(name, new Copy(name, local.written() + 1));
    }
    this.quorum = new Quorum(settings, copies.values());
    this.sharing = new Sharing(settings.node(), timing, status, start);
  }

  /** What it works with. */
  record Parts(LocalJournal local, Peers peers, Status status, Executor loop, Appender appender) {}

  /** The entry that begins the term is on this disk. */
  void opened(long position) {
    opening = position;
    written();
    ready();
  }

  /** Nothing of this term happens any more. */
  void end() {
    over = true;
  }

  /** What a node said last that hinders it; empty for nothing, and for this one. */
  String said(String name) {
    Copy copy = copies.get(name);
    return copy == null ? "" : copy.said;
  }

  /** A node has said that it stops. */
  void left(String name) {
    Copy copy = copies.get(name);
    if (copy != null) {
      copy.left = true;
    }
  }

  void tick() {
    long now = System.nanoTime();
    long lease = quorum.lease(now, timing.failure());
    status.leadUntil(lease);
    if (now - lease > 0 && now - began > timing.failure()) {
      giveUp.accept(term, "no majority answers");
      return;
    }
    for (Copy copy : copies.values()) {
      copy.synced = copy.alive(now, timing.failure()) && (copy.synced || copy.match >= commit);
      beat(copy);
      push(copy);
    }
    sharing.step(copies.values(), now);
    decide();
  }

  private void beat(Copy copy) {
    if (copy.beating >= BEATS_AT_ONCE) {
      return;
    }
    copy.beating++;
    copy.beat++;
    long sentAt = System.nanoTime();
    Message.Beat beat =
        new Message.Beat(
            term,
            settings.node(),
            copy.beat,
            copy.confirmed,
            commit,
            status.owners(),
            new TreeMap<>(local.cursors()),
            disks());
    peers
        .call(copy.name, Transport.Lane.LOG, beat, timing.failureTime())
        .whenCompleteAsync((answer, e) -> beaten(copy, sentAt, answer, e), loop);
  }

  /** Positions of the last entries on the disks of the nodes that live. */
  Map<String, Long> disks() {
    long now = System.nanoTime();
    Map<String, Long> disks = new TreeMap<>();
    disks.put(settings.node(), local.written());
    for (Copy copy : copies.values()) {
      if (copy.alive(now, timing.failure())) {
        disks.put(copy.name, copy.written);
      }
    }
    return disks;
  }

  private void beaten(
      Copy copy, long sentAt, @Nullable Message answer, @Nullable Throwable failure) {
    copy.beating--;
    if (over || !(answer instanceof Message.Beaten beaten)) {
      copy.said = answer instanceof Message.Refused refused ? refused.reason() : copy.said;
      return;
    }
    if (beaten.term() > term) {
      giveUp.accept(beaten.term(), "node " + copy.name + " follows a newer term");
      return;
    }
    copy.said = "";
    copy.confirmed = Math.max(copy.confirmed, beaten.number());
    copy.heard(sentAt, System.nanoTime(), timing.failure());
    copy.written = beaten.written();
    copy.ownersTerm = beaten.ownersTerm();
    copy.ownersNumber = beaten.ownersNumber();
    status.leadUntil(quorum.lease(System.nanoTime(), timing.failure()));
    push(copy);
  }

  /** Something came to this disk. */
  void written() {
    copies.values().forEach(this::push);
    decide();
  }

  private void push(Copy copy) {
    if (over || copy.pushing || copy.left) {
      return;
    }
    long first = local.first();
    boolean gone = first > 0 && copy.next < first || first == 0 && copy.next <= local.written();
    Message.Push push = gone ? restart(copy, first) : next(copy);
    if (push == null) {
      return;
    }
    copy.pushing = true;
    peers
        .call(copy.name, Transport.Lane.LOG, push, Duration.ofNanos(2 * timing.failure()))
        .whenCompleteAsync((answer, e) -> pushed(copy, push, answer), loop);
  }

  private Message.Push restart(Copy copy, long first) {
    long at = first > 0 ? first : local.written() + 1;
    LOG.warn("Node {} lacks entries that are not kept here: its copy begins at {}", copy.name, at);
    return new Message.Push(term, settings.node(), at - 1, 0, commit, at, List.of());
  }

  private Message.@Nullable Push next(Copy copy) {
    long previous = copy.next - 1;
    List<StoredEntry> entries = List.of();
    if (copy.next <= local.written()) {
      entries = local.stored(previous, PUSH_ENTRIES, PUSH_BYTES);
      if (entries.isEmpty() && copy.next >= local.first()) {
        copy.said = "entry " + copy.next + " is damaged here and cannot be copied";
        giveUp.accept(term, copy.said);
        return null;
      }
    }
    if (entries.isEmpty() && copy.match >= previous && copy.toldCommit >= commit) {
      return null;
    }
    long previousTerm = local.termAt(previous);
    return new Message.Push(term, settings.node(), previous, previousTerm, commit, 0, entries);
  }

  private void pushed(Copy copy, Message.Push push, @Nullable Message answer) {
    copy.pushing = false;
    if (over || !(answer instanceof Message.Pushed pushed)) {
      copy.said = answer instanceof Message.Refused refused ? refused.reason() : copy.said;
      return; // the next tick tries again
    }
    if (pushed.term() > term) {
      giveUp.accept(pushed.term(), "node " + copy.name + " follows a newer term");
      return;
    }
    if (pushed.matched()) {
      copy.match = Math.max(copy.match, pushed.position());
      copy.next = pushed.position() + 1;
      copy.toldCommit = Math.max(copy.toldCommit, push.commit());
    } else {
      copy.next = Math.max(1, Math.min(pushed.position(), copy.next - 1) + 1);
      if (copy.next > push.previous()) {
        copy.next = Math.max(1, push.previous());
      }
    }
    decide();
    push(copy);
  }

  /**
   * Finds what is on enough disks. Only entries of the own term are counted, those before go with
   * them (Ongaro and Ousterhout, 5.4.2).
   */
  private void decide() {
    if (over) {
      return;
    }
    List<Long> positions = new ArrayList<>();
    positions.add(local.written());
    copies.values().forEach(copy -> positions.add(copy.match));
    long found = positions.stream().filter(quorum::has).mapToLong(Long::longValue).max().orElse(0);
    if (found <= commit || local.termAt(found) != term) {
      return;
    }
    commit = found;
    local.release(commit);
    ready();
    appender.decided(commit);
    copies.values().forEach(this::push);
  }

  /** All that was decided before is visible once an entry of the own term is decided. */
  private void ready() {
    if (!over && commit >= opening) {
      status.leading(true);
      led.run();
    }
  }
}
