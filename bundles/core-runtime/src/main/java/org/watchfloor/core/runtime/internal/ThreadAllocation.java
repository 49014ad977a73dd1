package org.watchfloor.core.runtime.internal;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much threads have allocated, as HotSpot counts it. Asked for by its name in the MBean server,
 * because the interface ({@code com.sun.management.ThreadMXBean}) lies in a package that OSGi does
 * not promise to a bundle. For one thread.
 */
final class ThreadAllocation {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadAllocation.class);
  private static final String[] SIGNATURE = {long[].class.getName()};

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private Map<Long, Long> before = Map.of();
  private boolean told;

  /** Bytes that each thread has allocated since the last call, in the same order. */
  long[] since(List<Thread> threads) {
    long[] ids = threads.stream().mapToLong(Thread::getId).toArray();
    long[] totals = totals(ids);
    Map<Long, Long> now = new HashMap<>();
    long[] grown = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      long total = i < totals.length ? Math.max(0, totals[i]) : 0; // -1 for one that has ended
      grown[i] = Math.max(0, total - before.getOrDefault(ids[i], 0L));
      now.put(ids[i], total);
    }
    before = now;
    return grown;
  }

  private long[] totals(long[] ids) {
    try {
      Object answer =
          server.invoke(
              new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
              "getThreadAllocatedBytes",
              new Object[] {ids},
              SIGNATURE);
      return (long[]) answer;
    } catch (JMException | RuntimeException e) {
      if (!told) {
        told = true;
        LOG.warn("this JVM does not say what threads allocate; no plugin is blamed for memory", e);
      }
      return new long[0];
    }
  }
}
