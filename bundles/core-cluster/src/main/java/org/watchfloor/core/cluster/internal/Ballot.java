package org.watchfloor.core.cluster.internal;

import org.watchfloor.core.api.journal.LocalJournal;

/** How this node votes. Changes nothing. Confined to the loop. */
final class Ballot {
  private final LocalJournal local;
  private final Status status;
  private final Following following;
  private final Gate gate;
  private final Beginner beginner;

  Ballot(LocalJournal local, Status status, Following following, Gate gate, Beginner beginner) {
    this.local = local;
    this.status = status;
    this.following = following;
    this.gate = gate;
    this.beginner = beginner;
  }

  Message.Vote vote(boolean granted, String reason) {
    return new Message.Vote(
        granted,
        begins(),
        local.term(),
        following.ledTerm(),
        following.led(),
        status.owners(),
        reason);
  }

  /** Whether this disk is known to lack entries that it once answered for. */
  private boolean begins() {
    return beginner.begins() || local.lostUpTo() > 0;
  }

  /**
   * Why not, in words; empty for yes. Whoever has heard of its leader within the failure time says
   * no: the leader's lease counts on that.
   *
   * @param leads whether this node leads
   */
  String refusal(Message.Ask ask, boolean leads) {
    long written = local.written();
    long lastTerm = local.termAt(written);
    if (leads && System.nanoTime() - status.leadUntil() < 0) {
      return "leads itself";
    } else if (!leads && following.heard()) {
      return "hears node " + following.led();
    } else if (!following.idle() || !leads && !gate.idle()) {
      return "still writes";
    } else if (ask.term() <= local.term()) {
      return "promised term " + local.term();
    } else if (ask.lastTerm() < lastTerm
        || ask.lastTerm() == lastTerm && ask.lastPosition() < written) {
      return "has more entries";
    }
    return "";
  }
}
