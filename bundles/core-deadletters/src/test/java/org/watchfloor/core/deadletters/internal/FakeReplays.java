package org.watchfloor.core.deadletters.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.runtime.Replays;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.Receipt;

/** Answers what the test says, and remembers what it was asked. */
final class FakeReplays implements Replays {
  final List<Message> messages = new CopyOnWriteArrayList<>();
  final List<String> sources = new CopyOnWriteArrayList<>();
  volatile CompletableFuture<List<Receipt>> answer = CompletableFuture.completedFuture(List.of());

  @Override
  public CompletionStage<List<Receipt>> replay(String sourceId, Message message) {
    sources.add(sourceId);
    messages.add(message);
    return answer;
  }
}
