package org.watchfloor.core.cluster.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One round of asking the others. Confined to the loop. */
final class Votes {
  private final Settings settings;
  private final Message.Ask ask;
  private final Consumer<Votes> won;
  private final List<String> voters = new ArrayList<>();
  private int votes;
  private long ledTerm;
  private String led;
  private Owners owners;
  private long newestTerm;
  private boolean over;

  /**
   * @param own what this node itself would answer
   * @param won called once when a majority said yes
   */
  Votes(Settings settings, Message.Ask ask, Message.Vote own, Consumer<Votes> won) {
    this.settings = settings;
    this.ask = ask;
    this.won = won;
    this.votes = own.begins() ? 0 : settings.weight(settings.node());
    this.ledTerm = own.ledTerm();
    this.led = own.leader();
    this.owners = own.owners();
  }

  void ask(Peers peers, Timing timing, java.util.concurrent.Executor loop) {
    count();
    for (String name : settings.others()) {
      peers
          .call(name, Transport.Lane.LOG, ask, timing.failureTime())
          .whenCompleteAsync((answer, e) -> answered(name, answer), loop);
    }
  }

  private void answered(String name, @Nullable Message answer) {
    if (!(answer instanceof Message.Vote vote)) {
      return;
    }
    newestTerm = Math.max(newestTerm, vote.term());
    if (!vote.granted()) {
      return;
    }
    voters.add(name);
    votes += vote.begins() ? 0 : settings.weight(name);
    if (vote.ledTerm() > ledTerm) {
      ledTerm = vote.ledTerm();
      led = vote.leader();
    }
    if (vote.owners().compareTo(owners) > 0) {
      owners = vote.owners();
    }
    count();
  }

  private void count() {
    boolean all = voters.size() == settings.others().size();
    if (!over && (all || votes >= settings.majority())) {
      over = true;
      won.accept(this);
    }
  }

  /** A majority that comes later does not count any more. */
  void end() {
    over = true;
  }

  Message.Ask ask() {
    return ask;
  }

  long newestTerm() {
    return newestTerm;
  }

  Sharing.Start start() {
    return new Sharing.Start(ask.term(), led, voters, owners);
  }
}
