package org.watchfloor.camel.routing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** A signal per line, whose vendor key is the line; a few first words make trouble. */
final class LinesDecoder implements GuardedDecoder {
  final AtomicInteger onDisk = new AtomicInteger();
  final AtomicInteger inside = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final List<SourceStatus> statuses = Collections.synchronizedList(new ArrayList<>());
  final List<SourceException> failures = Collections.synchronizedList(new ArrayList<>());
  volatile boolean away;
  final CountDownLatch go = new CountDownLatch(1);
  volatile Message last = new Message(new byte[0], "", java.util.Map.of(), Instant.EPOCH);

  @Override
  public Decoded decode(Message message) throws MalformedMessage, DecoderUnavailable {
    last = message;
    String text = message.text();
    if (text.startsWith("malformed")) {
      throw new MalformedMessage("results[0].plate", "is missing");
    }
    if (away || text.startsWith("away")) {
      throw new DecoderUnavailable("the plugin is being updated");
    }
    if (text.startsWith("crash")) {
      throw new IllegalStateException("a bug of the gate");
    }
    if (text.startsWith("wait")) {
      inside.incrementAndGet();
      await();
    }
    List<Signal> signals = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        signals.add(Signal.of(new Kind("test.line"), line, Instant.EPOCH).build());
      }
    }
    Decoded.Reply reply =
        text.startsWith("reply")
            ? new Decoded.Reply("application/json", "{\"ok\":true}")
            : Decoded.Reply.EMPTY;
    return new Decoded(signals, List.of(), reply);
  }

  private void await() {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  SourceStatus status() {
    return statuses.isEmpty() ? SourceStatus.online() : statuses.get(statuses.size() - 1);
  }

  boolean isOnline() {
    return status().state() == SourceStatus.State.ONLINE;
  }

  @Override
  public void report(SourceStatus status) {
    statuses.add(status);
  }

  @Override
  public void fail(SourceException cause) {
    failures.add(cause);
  }

  @Override
  public void refused(int messages) {
    refused.addAndGet(messages);
  }

  @Override
  public void onDisk(int signals) {
    onDisk.addAndGet(signals);
  }
}
