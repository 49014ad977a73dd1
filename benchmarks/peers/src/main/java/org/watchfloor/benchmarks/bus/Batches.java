package org.watchfloor.benchmarks.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Numbers that wait, written by one daemon thread: all that wait at once, up to a limit. So a
 * transaction is as large as the load makes it, and a single message does not wait for others.
 */
final class Batches implements AutoCloseable {
  private static final int WAITING = 10_000;

  /** Writes numbers, in order, in one transaction. */
  @FunctionalInterface
  interface Transaction {
    void write(List<Integer> numbers) throws Exception;
  }

  private final BlockingQueue<Integer> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;

  Batches(String name, int limit, Transaction transaction, Deliveries deliveries) {
    thread = new Thread(() -> work(limit, transaction, deliveries), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void work(int limit, Transaction transaction, Deliveries deliveries) {
    List<Integer> group = new ArrayList<>();
    try {
      while (true) {
        group.add(waiting.take());
        waiting.drainTo(group, limit - 1);
        transaction.write(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      // closed
    } catch (Exception e) {
      deliveries.failed(e);
    }
  }

  void put(int number) throws InterruptedException {
    waiting.put(number);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(5));
  }
}
