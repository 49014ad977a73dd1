package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.watchfloor.core.api.cluster.Answerer;
import org.watchfloor.core.api.cluster.Cluster;

/** What parts of one node ask parts of another. Thread-safe. */
final class Questions {
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,64}");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Settings settings;
  private final Peers peers;
  private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();

  Questions(Settings settings, Peers peers) {
    this.settings = settings;
    this.peers = peers;
  }

  CompletableFuture<byte[]> ask(String node, String topic, byte[] bytes, Duration deadline) {
    if (!NAME.matcher(topic).matches()) {
      throw new IllegalArgumentException("topic: must be 1 to 64 of a-z 0-9 . -");
    }
    if (bytes.length > Cluster.MAX_QUESTION) {
      return failed("question: " + bytes.length + " bytes, at most 1048576 are allowed");
    }
    return send(node, topic, bytes, deadline);
  }

  /** As {@link #ask}, with a question of any length. */
  CompletableFuture<byte[]> send(String node, String topic, byte[] bytes, Duration deadline) {
    if (deadline.compareTo(LONGEST) > 0 || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: must be more than 0 and at most 60 s");
    }
    Message.Question question = new Message.Question(topic, deadline.toMillis(), bytes);
    CompletableFuture<Message> answer =
        node.equals(settings.node())
            ? answer(question)
            : settings.others().contains(node)
                ? peers.call(node, Transport.Lane.ASK, question, deadline)
                : CompletableFuture.failedFuture(new IOException("there is no node " + node));
    return answer
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .handle((message, e) -> e == null ? given(node, message) : missing(node, e))
        .thenCompose(given -> given);
  }

  private static CompletableFuture<byte[]> given(String node, Message message) {
    if (message instanceof Message.Answer answer) {
      return answer.given()
          ? CompletableFuture.completedFuture(answer.bytes())
          : failed(new String(answer.bytes(), StandardCharsets.UTF_8));
    }
    String reason = message instanceof Message.Refused refused ? refused.reason() : "no answer";
    return failed("node " + node + ": " + reason);
  }

  private static CompletableFuture<byte[]> missing(String node, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return failed(
        cause instanceof TimeoutException
            ? "node " + node + " did not answer in time"
            : "node " + node + ": " + (cause == null ? failure : cause).getMessage());
  }

  private static <T> CompletableFuture<T> failed(String reason) {
    return CompletableFuture.failedFuture(new IOException(reason));
  }

  /** The answer to a question of another node, or of this one; never completes exceptionally. */
  CompletableFuture<Message> answer(Message.Question question) {
    Answerer answerer = answerers.get(question.topic());
    if (answerer == null) {
      return CompletableFuture.completedFuture(
          words("node " + settings.node() + ": nobody answers " + question.topic()));
    }
    try {
      return answerer
          .answer(question.bytes(), Duration.ofMillis(question.millis()))
          .toCompletableFuture()
          .handle((bytes, e) -> e == null ? bytes(bytes) : words(reason(e)));
    } catch (Exception e) {
      return CompletableFuture.completedFuture(words(reason(e)));
    }
  }

  private static Message bytes(byte[] bytes) {
    return bytes.length <= Cluster.MAX_ANSWER
        ? new Message.Answer(true, bytes)
        : words("an answer of " + bytes.length + " bytes, at most 9437184 are allowed");
  }

  private static Message words(String reason) {
    return new Message.Answer(false, reason.getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  AutoCloseable answer(String topic, Answerer answerer) {
    if (!NAME.matcher(topic).matches()) {
      throw new IllegalArgumentException("topic: must be 1 to 64 of a-z 0-9 . -");
    }
    // A fresh object, so that closing an old handle never takes a newer answerer away.
    Answerer added = answerer::answer;
    answerers.put(topic, added);
    return () -> answerers.remove(topic, added);
  }
}
