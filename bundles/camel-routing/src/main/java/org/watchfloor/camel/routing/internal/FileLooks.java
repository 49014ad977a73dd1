package org.watchfloor.camel.routing.internal;

import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * When a folder is looked at, and what a failed look means. Camel asks it before and after each
 * look, on the one thread of the source.
 */
final class FileLooks implements PollingConsumerPollStrategy {
  /** Camel's own rhythm, in which this decides whether to look. */
  static final long TICK_MILLIS = 500;

  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long MOST_PAUSE_MILLIS = 60_000;

  /** A file that has just appeared is looked at again so soon, however long the period is. */
  private static final long SETTLE_MILLIS = 1_000;

  private final long periodMillis;
  private final Folder folder;
  private final LinkState link;
  private final SettledFiles<?> files;
  private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
  private long nextNanos = System.nanoTime();

  /** The folder as a whole. */
  interface Folder {
    /**
     * @return what is wrong with it, in words; empty if nothing
     */
    String trouble();

    /** What a failed look means; may give up through the link. */
    String trouble(Exception cause);
  }

  FileLooks(long periodMillis, Folder folder, LinkState link, SettledFiles<?> files) {
    this.periodMillis = periodMillis;
    this.folder = folder;
    this.link = link;
    this.files = files;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    if (System.nanoTime() - nextNanos < 0) {
      return false;
    }
    String trouble = folder.trouble();
    if (!trouble.isEmpty()) {
      lost(trouble);
      return false;
    }
    files.lookBegins();
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polled) {
    backoff.reset();
    if (files.stuck().isEmpty()) {
      link.online();
    } else {
      link.degraded(files.stuck());
    }
    pause(files.isWaiting() ? Math.min(periodMillis, SETTLE_MILLIS) : periodMillis);
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
    lost(folder.trouble(cause));
    return false;
  }

  private void lost(String reason) {
    link.lost(reason);
    pause(backoff.next());
  }

  private void pause(long millis) {
    nextNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
