package org.watchfloor.core.cluster.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.SharedMap;

/**
 * Small values that all nodes have, in memory: read from a majority, written to a majority (Attiya,
 * Bar-Noy and Dolev, 1995), so that no leader is needed and a reader sees what was put last.
 * Thread-safe.
 */
final class SharedValues implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedValues.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,64}");
  private static final String TOPIC = "core-cluster.shared";
  private static final int MAX_KEY = 200;
  private static final Duration STEP = Duration.ofMillis(900);

  private final Settings settings;
  private final Questions questions;
  private final SharedRows rows = new SharedRows();
  private final Loop copier = new Loop("watchfloor-cluster-share");

  SharedValues(Settings settings, Questions questions) {
    this.settings = settings;
    this.questions = questions;
    questions.answer(TOPIC, rows.answerer());
    copier.every(TimeUnit.MILLISECONDS.toNanos(500), this::copy);
  }

  /** Fetches what the others have, until a majority has been asked. */
  private void copy() {
    if (rows.complete()) {
      return;
    }
    int votes = settings.weight(settings.node());
    for (String node : settings.others()) {
      try {
        copyFrom(node);
        votes += settings.weight(node);
      } catch (IOException e) {
        LOG.debug("Node {} did not give its shared values", node, e);
      }
    }
    if (votes >= settings.majority()) {
      rows.completed();
    }
  }

  private void copyFrom(String node) throws IOException {
    String after = "";
    do {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(SharedRows.ALL);
      out.writeUTF(after);
      after = rows.take(wait(questions.send(node, TOPIC, bytes.toByteArray(), STEP)));
    } while (!after.isEmpty());
  }

  SharedMap map(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name: must be 1 to 64 of a-z 0-9 . -");
    }
    return new SharedMap() {
      @Override
      public Optional<byte[]> get(String key) throws IOException {
        return Optional.ofNullable(newest(name, checked(key)).value()).map(byte[]::clone);
      }

      @Override
      public void put(String key, byte[] value) throws IOException {
        if (value.length > Cluster.MAX_QUESTION) {
          throw new IllegalArgumentException("value: at most 1048576 bytes are allowed");
        }
        write(name, checked(key), value.clone());
      }

      @Override
      public void remove(String key) throws IOException {
        write(name, checked(key), null);
      }
    };
  }

  private static String checked(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException("key: must have 1 to 200 characters");
    }
    return key;
  }

  private SharedRow newest(String map, String key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(SharedRows.READ);
    out.writeUTF(map);
    out.writeUTF(key);
    SharedRow newest = rows.get(map, key);
    for (byte[] answer : majority(bytes.toByteArray())) {
      SharedRow row = SharedRow.read(new DataInputStream(new ByteArrayInputStream(answer)));
      if (row.newerThan(newest)) {
        newest = row;
      }
    }
    return newest;
  }

  private void write(String map, String key, byte @Nullable [] value) throws IOException {
    long count = newest(map, key).count() + 1;
    SharedRow row = new SharedRow(map, key, count, settings.node(), value);
    rows.put(row);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(row.size());
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(SharedRows.WRITE);
    row.write(out);
    majority(bytes.toByteArray());
  }

  /** Asks all; the answers of as many as are a majority with this node. */
  private List<byte[]> majority(byte[] question) throws IOException {
    List<byte[]> answers = new ArrayList<>();
    CompletableFuture<List<byte[]>> enough = new CompletableFuture<>();
    AtomicInteger open = new AtomicInteger(settings.others().size());
    int own = rows.complete() ? settings.weight(settings.node()) : 0;
    AtomicInteger votes = new AtomicInteger(own);
    if (own >= settings.majority()) {
      enough.complete(List.of());
    }
    for (String node : settings.others()) {
      questions
          .send(node, TOPIC, question, STEP)
          .whenComplete(
              (answer, e) -> {
                synchronized (answers) {
                  if (e == null) {
                    answers.add(answer);
                    if (votes.addAndGet(settings.weight(node)) >= settings.majority()) {
                      enough.complete(List.copyOf(answers));
                    }
                  }
                }
                if (open.decrementAndGet() == 0) {
                  enough.completeExceptionally(new IOException("no majority of the nodes answers"));
                }
              });
    }
    return wait(enough);
  }

  private static <T> T wait(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw new IOException("no majority of the nodes answers in time", e);
    }
  }

  @Override
  public void close() {
    copier.close();
  }
}
