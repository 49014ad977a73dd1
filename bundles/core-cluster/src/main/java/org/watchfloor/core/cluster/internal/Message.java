package org.watchfloor.core.cluster.internal;

import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.StoredEntry;

/** What nodes say to each other; {@link Wire} knows each one's bytes. Immutable. */
sealed interface Message {

  /** "May I lead?" A trial asks without anything being promised. */
  record Ask(boolean trial, long term, String candidate, long lastTerm, long lastPosition)
      implements Message {}

  /**
   * The answer to {@link Ask}.
   *
   * @param granted whether it is a yes, for the term asked
   * @param begins whether the voter's copy is known to lack something; see {@link Beginner}
   * @param term newest that the voter promised
   * @param ledTerm newest term in which the voter knew a leader, and that leader's name
   * @param owners newest that the voter knows
   * @param reason of a no, in words
   */
  record Vote(
      boolean granted,
      boolean begins,
      long term,
      long ledTerm,
      String leader,
      Owners owners,
      String reason)
      implements Message {}

  /**
   * "I lead", several times within the failure time.
   *
   * @param number of the beat, rising within a term
   * @param confirmed highest number whose answer has arrived; the lease counts from that answer
   * @param commit position up to which entries are decided
   * @param cursors of all subscribers
   * @param disks positions of the last entries on the disks of the nodes that live
   */
  record Beat(
      long term,
      String leader,
      long number,
      long confirmed,
      long commit,
      Owners owners,
      Map<String, Long> cursors,
      Map<String, Long> disks)
      implements Message {}

  /** The answer to {@link Beat}: what the node goes by now. */
  record Beaten(long term, long number, long written, long ownersTerm, long ownersNumber)
      implements Message {}

  /**
   * Entries for the copy.
   *
   * @param previous position before the first entry, and its term
   * @param restartAt where not 0: the copy is to be forgotten and begun anew at this position
   */
  record Push(
      long term,
      String leader,
      long previous,
      long previousTerm,
      long commit,
      long restartAt,
      List<StoredEntry> entries)
      implements Message {}

  /**
   * The answer to {@link Push}.
   *
   * @param matched whether the copy is the same as the leader's up to {@code position}; otherwise
   *     the leader tries again from there
   */
  record Pushed(long term, boolean matched, long position, String reason) implements Message {}

  /** "Append these", to the leader. */
  record Forward(List<Draft> drafts) implements Message {}

  /** The answer to {@link Forward}, one for each draft. */
  record Forwarded(List<Appended> answers) implements Message {}

  /** "I stop now and run nothing any more." */
  record Leave() implements Message {}

  /** A question of another part. */
  record Question(String topic, long millis, byte[] bytes) implements Message {}

  /** The answer to {@link Question}; the bytes are words where it is none. */
  record Answer(boolean given, byte[] bytes) implements Message {}

  /** "I do not do that now." Nothing was done. */
  record Refused(String reason) implements Message {}
}
