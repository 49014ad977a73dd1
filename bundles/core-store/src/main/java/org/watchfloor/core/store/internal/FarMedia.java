package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;

/**
 * Media that another node keeps: asks the others in turn, and answers them of what is here. A
 * question is the SHA-256 in hexadecimal digits, an answer the content. Thread-safe.
 */
final class FarMedia implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FarMedia.class);
  private static final String TOPIC = "core-store.media";
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Files that are read for other nodes at once, and that wait. */
  private static final int THREADS = 2;

  private static final int MAX_WAITING = 64;

  private final Here here;
  private @Nullable Cluster cluster;
  private @Nullable AutoCloseable answering;
  private @Nullable ExecutorService reading;

  /** What this node keeps itself. */
  interface Here {
    Optional<InputStream> open(String sha256) throws IOException;
  }

  FarMedia(Here here) {
    this.here = here;
  }

  synchronized void came(Cluster next) {
    close();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            FarMedia::thread);
    threads.allowCoreThreadTimeOut(true);
    cluster = next;
    reading = threads;
    answering =
        next.answer(
            TOPIC,
            (question, left) -> CompletableFuture.supplyAsync(() -> read(question), threads));
  }

  synchronized void went(Cluster gone) {
    if (cluster == gone) {
      close();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-media-answers");
    thread.setDaemon(true);
    return thread;
  }

  private byte[] read(byte[] question) {
    try (InputStream in =
        here.open(new String(question, StandardCharsets.US_ASCII))
            .orElseThrow(() -> new IllegalStateException("is not kept here"))) {
      byte[] content = in.readNBytes(Cluster.MAX_ANSWER + 1);
      if (content.length > Cluster.MAX_ANSWER) {
        throw new IllegalStateException("is too large for another node");
      }
      return content;
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  /** Content as another node has it, unchecked; empty if none has it. Blocks for seconds. */
  Optional<byte[]> find(String sha256) {
    Cluster nodes;
    synchronized (this) {
      nodes = cluster;
    }
    if (nodes == null) {
      return Optional.empty();
    }
    List<String> others =
        nodes.members().stream()
            .filter(ClusterMember::alive)
            .map(ClusterMember::name)
            .filter(name -> !name.equals(nodes.node()))
            .toList();
    for (String node : others) {
      Optional<byte[]> content = ask(nodes, node, sha256);
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> ask(Cluster nodes, String node, String sha256) {
    try {
      byte[] question = sha256.getBytes(StandardCharsets.US_ASCII);
      return Optional.of(
          nodes
              .ask(node, TOPIC, question, DEADLINE)
              .toCompletableFuture()
              .get(DEADLINE.toMillis() + 1_000, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("node {} does not give the media {}", node, sha256, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    cluster = null;
    if (answering != null) {
      try {
        answering.close();
      } catch (Exception e) {
        LOG.warn("the answers for other nodes could not be ended", e);
      }
      answering = null;
    }
    if (reading != null) {
      reading.shutdownNow();
      reading = null;
    }
  }
}
