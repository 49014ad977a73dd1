package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.media.Picture;

/**
 * Asks the node that runs a source for what only it can do, and answers others. A question is the
 * id of a source in UTF-8; a picture is the milliseconds since 1970 at which it was taken, eight
 * bytes, the highest first, and the JPEG. Thread-safe.
 */
final class Elsewhere implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);
  private static final String SNAPSHOT = "core-runtime.snapshot";
  private static final String RESTART = "core-runtime.restart";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Ownership ownership;
  private final List<AutoCloseable> answering = new ArrayList<>();

  Elsewhere(Ownership ownership) {
    this.ownership = ownership;
  }

  /** Answers other nodes from now on, until closed. */
  synchronized void answer(Cluster cluster, SourceRegistry here) {
    close();
    answering.add(
        cluster.answer(
            SNAPSHOT,
            (question, left) -> here.snapshot(asked(question), left).thenApply(Elsewhere::write)));
    answering.add(
        cluster.answer(
            RESTART,
            (question, left) -> {
              here.restart(asked(question));
              return CompletableFuture.completedFuture(new byte[0]);
            }));
  }

  /** A picture from another node; completes exceptionally as a snapshot does. */
  CompletableFuture<Picture> snapshot(String node, String sourceId, Duration deadline) {
    return ask(node, SNAPSHOT, sourceId, deadline).thenApply(Elsewhere::read).toCompletableFuture();
  }

  /** Has it restarted there, some time soon. */
  void restart(String node, String sourceId) {
    ask(node, RESTART, sourceId, PATIENCE)
        .whenComplete(
            (done, e) -> {
              if (e != null) {
                LOG.warn(
                    "source {} is not restarted on node {}: {}",
                    sourceId,
                    node,
                    Words.of(e, Redaction.NONE));
              }
            });
  }

  private CompletionStage<byte[]> ask(
      String node, String topic, String sourceId, Duration deadline) {
    Cluster now = ownership.cluster();
    return now == null
        ? CompletableFuture.failedFuture(new IOException("the cluster is not running"))
        : now.ask(node, topic, sourceId.getBytes(StandardCharsets.UTF_8), deadline);
  }

  /** Never one that this node would ask another one for: no question goes round in circles. */
  private String asked(byte[] question) throws IOException {
    String sourceId = new String(question, StandardCharsets.UTF_8);
    if (!ownership.of(sourceId).runs()) {
      throw new IOException("the source is not here any more");
    }
    return sourceId;
  }

  private static byte[] write(Picture picture) {
    return ByteBuffer.allocate(Long.BYTES + picture.length())
        .putLong(picture.takenAt().toEpochMilli())
        .put(picture.toByteArray())
        .array();
  }

  private static Picture read(byte[] answer) {
    if (answer.length < Long.BYTES) {
      throw new IllegalArgumentException("picture: " + answer.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(answer);
    Instant takenAt = Instant.ofEpochMilli(buffer.getLong());
    byte[] jpeg = new byte[buffer.remaining()];
    buffer.get(jpeg);
    return Picture.ofJpeg(takenAt, jpeg);
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable answer : answering) {
      try {
        answer.close();
      } catch (Exception e) {
        LOG.warn("the answers for other nodes could not be ended", e);
      }
    }
    answering.clear();
  }
}
