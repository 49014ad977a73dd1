package org.watchfloor.core.cluster.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;
import org.watchfloor.core.api.journal.Draft;

/**
 * The queue to the node that leads, in order, one batch on its way at a time. Thread-safe, never
 * blocks. While there is no leader entries wait, for 3 s at most: a change of the leader costs the
 * senders some time and no refusal. What was sent and got no answer is answered UNAVAILABLE,
 * because it may be on disk or not; the sender tries again, and duplicate keys see to the rest.
 */
final class Forwarding {
  private static final int MAX_ENTRIES = 20_000;
  private static final long MAX_BYTES = 32L << 20;
  private static final int BATCH_ENTRIES = 2_048;
  private static final long BATCH_BYTES = 1 << 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Settings settings;
  private final Status status;
  private final Peers peers;
  private final Appender appender;
  private final Visible visible;
  private final Deque<Item> queue = new ArrayDeque<>();
  private long bytes;
  private boolean sending;

  private record Item(Draft draft, CompletableFuture<Appended> answer, long until) {
    long bytes() {
      return draft.payload().length + 256L;
    }
  }

  Forwarding(Settings settings, Status status, Peers peers, Appender appender, Visible visible) {
    this.settings = settings;
    this.status = status;
    this.peers = peers;
    this.appender = appender;
    this.visible = visible;
  }

  synchronized boolean isEmpty() {
    return queue.isEmpty() && !sending;
  }

  synchronized int waiting() {
    return queue.size();
  }

  CompletableFuture<Appended> offer(Draft draft) {
    CompletableFuture<Appended> answer = new CompletableFuture<>();
    String refusal = take(new Item(draft, answer, System.nanoTime() + PATIENCE));
    if (!refusal.isEmpty()) {
      answer.complete(new Appended(Outcome.OVERLOADED, 0, refusal));
    } else {
      pump();
    }
    return answer;
  }

  private synchronized String take(Item item) {
    if (queue.size() >= MAX_ENTRIES || bytes + item.bytes() > MAX_BYTES) {
      return "too many signals wait for the node that leads";
    }
    queue.addLast(item);
    bytes += item.bytes();
    return "";
  }

  /** Sends what it can, and ends what waited too long. */
  void tick() {
    List<Item> late = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      boolean works = status.works();
      while (!queue.isEmpty() && (!works || now - queue.peekFirst().until() > 0)) {
        late.add(queue.removeFirst());
      }
      late.forEach(item -> bytes -= item.bytes());
    }
    late.forEach(item -> item.answer().complete(Appender.unavailable("no node leads")));
    pump();
  }

  private void pump() {
    List<Item> batch = new ArrayList<>();
    String leader;
    synchronized (this) {
      leader = status.leader();
      if (sending || queue.isEmpty() || leader.isEmpty()) {
        return;
      }
      long size = 0;
      while (!queue.isEmpty() && batch.size() < BATCH_ENTRIES && size < BATCH_BYTES) {
        Item item = queue.removeFirst();
        size += item.bytes();
        batch.add(item);
      }
      bytes -= size;
      sending = true;
    }
    if (leader.equals(settings.node())) {
      here(batch);
    } else {
      send(leader, batch);
    }
  }

  private void here(List<Item> batch) {
    for (int i = 0; i < batch.size(); i++) {
      Item item = batch.get(i);
      Optional<CompletableFuture<Appended>> answer = appender.append(item.draft());
      if (answer.isEmpty()) {
        back(batch.subList(i, batch.size()));
        return; // it does not lead any more: the next tick finds out who does
      }
      answer.get().thenAccept(item.answer()::complete);
    }
    sent();
    pump();
  }

  private void send(String leader, List<Item> batch) {
    Message.Forward forward = new Message.Forward(batch.stream().map(Item::draft).toList());
    peers
        .call(leader, Transport.Lane.FORWARD, forward, DEADLINE)
        .whenComplete((answer, e) -> answered(batch, answer));
  }

  private void answered(List<Item> batch, @Nullable Message answer) {
    if (answer instanceof Message.Refused) {
      back(batch);
      return;
    }
    if (answer instanceof Message.Forwarded forwarded
        && forwarded.answers().size() == batch.size()) {
      for (int i = 0; i < batch.size(); i++) {
        pass(batch.get(i), forwarded.answers().get(i));
      }
    } else {
      Appended unknown =
          Appender.unavailable("the node that leads did not answer; it may be on disk or not");
      batch.forEach(item -> item.answer().complete(unknown));
    }
    sent();
    pump();
  }

  private void pass(Item item, Appended appended) {
    if (appended.outcome() == Outcome.WRITTEN || appended.outcome() == Outcome.DUPLICATE) {
      visible.after(appended.position(), () -> item.answer().complete(appended));
    } else {
      item.answer().complete(appended);
    }
  }

  private synchronized void back(List<Item> batch) {
    for (int i = batch.size() - 1; i >= 0; i--) {
      queue.addFirst(batch.get(i));
      bytes += batch.get(i).bytes();
    }
    sending = false;
  }

  private synchronized void sent() {
    sending = false;
  }

  /** What others forward to this node, as the leader. */
  CompletableFuture<Message> answer(Message.Forward forward) {
    List<CompletableFuture<Appended>> answers = new ArrayList<>(forward.drafts().size());
    for (Draft draft : forward.drafts()) {
      Optional<CompletableFuture<Appended>> answer = appender.append(draft);
      if (answer.isEmpty() && answers.isEmpty()) {
        return CompletableFuture.completedFuture(
            new Message.Refused("node " + settings.node() + " does not lead"));
      }
      answers.add(
          answer.orElseGet(
              () -> CompletableFuture.completedFuture(Appender.unavailable("another node leads"))));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> new Message.Forwarded(answers.stream().map(CompletableFuture::join).toList()));
  }
}
