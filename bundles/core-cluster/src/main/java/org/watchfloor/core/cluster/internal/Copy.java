package org.watchfloor.core.cluster.internal;

/** What a leader knows of one other node's copy. Confined to the loop. */
final class Copy {
  final String name;

  /** Up to here it has what the leader has, on its disk. */
  long match;

  /** What goes to it next begins here. */
  long next;

  boolean pushing;
  long toldCommit = -1;

  /** Beats that have not been answered. */
  int beating;

  long beat;
  long confirmed;

  /** When the last answer came; the node's lease ends no later than this and the lease time. */
  long heard;

  /**
   * When the newest beat that was answered had been sent; the leader's own lease counts from it.
   */
  long sent;

  /** Since when it answers without a gap. */
  long aliveSince;

  boolean heardEver;

  /** It said that it stops, and runs nothing any more. */
  boolean left;

  /** It has caught up since it answers: it is waited for where copies are counted. */
  boolean synced;

  long ownersTerm;
  long ownersNumber;
  long written;
  String said = "";

  Copy(String name, long next) {
    this.name = name;
    this.next = next;
  }

  void heard(long sentAt, long now, long gap) {
    if (!heardEver || left || now - heard > gap) {
      aliveSince = now;
    }
    heardEver = true;
    left = false;
    heard = now;
    if (sent == 0 || sentAt - sent > 0) {
      sent = sentAt;
    }
  }

  boolean alive(long now, long failure) {
    return heardEver && !left && now - heard < failure;
  }

  boolean goesBy(Owners owners) {
    return ownersTerm == owners.term() && ownersNumber == owners.number();
  }
}
