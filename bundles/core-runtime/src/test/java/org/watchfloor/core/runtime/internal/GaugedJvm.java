package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that keeps some of what it allocates, lets the rest die old, and prints what the gauge
 * reads: {@code sure} or {@code perhaps}, and megabytes. Run by {@link HeapGaugeTest}.
 */
final class GaugedJvm {
  static final int KEPT_MEGABYTES = 24;
  private static final int DEAD_MEGABYTES = 24;
  private static final int PATIENCE_SECONDS = 10;

  private GaugedJvm() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("stops everybody: " + FullCollection.stopsEverybody());
    CountDownLatch sure = new CountDownLatch(1);
    List<byte[]> kept = kilobytes(KEPT_MEGABYTES);
    List<byte[]> dead = kilobytes(DEAD_MEGABYTES);
    System.gc(); // so that those that die are old
    dead.clear();
    try (HeapGauge gauge = new HeapGauge(reading -> print(reading, sure));
        FullCollection collection = new FullCollection(gauge::lookedAtAll)) {
      collection.ask();
      sure.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    System.out.println("kept " + kept.size());
  }

  private static void print(HeapGauge.Reading reading, CountDownLatch sure) {
    System.out.println((reading.sure() ? "sure " : "perhaps ") + (reading.used() >> 20));
    if (reading.sure()) {
      sure.countDown();
    }
  }

  private static List<byte[]> kilobytes(int megabytes) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < megabytes << 10; i++) {
      all.add(new byte[1 << 10]);
    }
    return all;
  }
}
