package org.watchfloor.rtcc.incidents.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterLink;
import org.watchfloor.plugin.api.source.Receipt;

/**
 * Changes that were committed with what they tell, on their way to the bus: in order, at least
 * once, also when the center is killed between the commit and the bus. Of several nodes on one
 * store the one that leads sends what all of them have put in. Thread-safe.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String PUBLISHER = "rtcc-incidents";
  private static final int PAGE = 500;
  private static final long RETRY_MILLIS = 1_000;
  private static final long RECEIPT_SECONDS = 10;
  private static final long CLOSE_SECONDS = 5;

  /** How often who leads looks for what other nodes have put in and could not tell it of. */
  private static final long LOOK_SECONDS = 1;

  private static final Duration ASK = Duration.ofSeconds(5);
  private static final String TOPIC = "rtcc-incidents.outbox";

  /** A change with its place in the outbox. */
  private record Letter(long number, Change change) {}

  private final Tables tables;
  private final AlertBus bus;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Outbox::thread);
  private final ClusterLink cluster = new ClusterLink(this::wake);
  private volatile AutoCloseable answering = () -> {};
  private final AtomicBoolean awake = new AtomicBoolean();
  private boolean failing;

  Outbox(Tables tables, AlertBus bus) {
    this.tables = tables;
    this.bus = bus;
    executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  void came(Cluster next) {
    answering =
        next.answer(
            TOPIC,
            (question, left) -> {
              wake();
              return CompletableFuture.completedFuture(new byte[0]);
            });
    cluster.came(next);
  }

  void went(Cluster gone) {
    cluster.went(gone);
    wake();
  }

  /** Whether this node does what must be done once. */
  boolean isOurs() {
    return cluster.leads();
  }

  private void look() {
    if (cluster.cluster().isPresent() && isOurs()) {
      wake();
    }
  }

  private void tellLeader() {
    cluster
        .leader()
        .ifPresent(
            node -> cluster.cluster().ifPresent(nodes -> nodes.ask(node, TOPIC, new byte[0], ASK)));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-incidents-outbox");
    thread.setDaemon(true);
    return thread;
  }

  /** Keeps a change with the caller's transaction. */
  static void put(Connection c, Change change) throws SQLException {
    Sql.update(
        c,
        "INSERT INTO incidents_outbox (number, change) VALUES (?, ?)",
        Sequences.next(c, "outbox"),
        JsonText.of(change));
  }

  /** To be called at start and after each commit; returns at once. */
  void wake() {
    wake(0);
  }

  private void wake(long afterMillis) {
    if (!executor.isShutdown() && awake.compareAndSet(false, true)) {
      try {
        executor.schedule(this::flush, afterMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("The outbox is closing; the next start goes on");
      }
    }
  }

  private void flush() {
    awake.set(false);
    if (!isOurs()) {
      tellLeader();
      return;
    }
    try {
      List<Letter> page = tables.store().read(Outbox::page);
      while (!page.isEmpty() && isOurs()) {
        send(page);
        page = tables.store().read(Outbox::page);
      }
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (!failing) {
        LOG.warn("Changes of incidents wait in the outbox until the bus takes them", e);
      }
      failing = true;
      wake(RETRY_MILLIS);
    }
  }

  private static List<Letter> page(Connection c) throws SQLException {
    List<Letter> page = new ArrayList<>();
    try (PreparedStatement select =
            Sql.prepare(
                c, "SELECT number, change FROM incidents_outbox ORDER BY number LIMIT ?", PAGE);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        page.add(new Letter(row.getLong(1), JsonText.change(row.getString(2))));
      }
    }
    return page;
  }

  /** Sends a page and forgets what has come to disk before the first that has not. */
  private void send(List<Letter> page) throws Exception {
    List<CompletionStage<Receipt>> receipts = new ArrayList<>();
    for (Letter letter : page) {
      receipts.add(bus.publish(PUBLISHER, letter.change()));
    }
    long sent = 0;
    try {
      for (int i = 0; i < page.size(); i++) {
        check(
            page.get(i).change(),
            receipts.get(i).toCompletableFuture().get(RECEIPT_SECONDS, TimeUnit.SECONDS));
        sent = page.get(i).number();
      }
    } finally {
      forget(sent);
    }
  }

  private static void check(Change change, Receipt receipt) {
    if (receipt.onDisk()) {
      return;
    }
    if (receipt.status() == Receipt.Status.REJECTED) {
      // It would be refused for ever, and hold up every change after it.
      LOG.error(
          "Change {} of {} was refused and screens do not hear of it: {}",
          change.kind(),
          change.subject(),
          receipt.reason());
      return;
    }
    throw new IllegalStateException(
        "change %s of %s is not on disk: %s, %s"
            .formatted(change.kind(), change.subject(), receipt.status(), receipt.reason()));
  }

  private void forget(long upTo) {
    if (upTo > 0) {
      tables
          .store()
          .write(c -> Sql.update(c, "DELETE FROM incidents_outbox WHERE number <= ?", upTo));
    }
  }

  /** Ends after what is under way; what is left is sent after the next start. */
  @Override
  public void close() {
    cluster.close();
    executor.shutdown();
    try {
      answering.close();
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("The answers for other nodes could not be ended", e);
    }
  }
}
