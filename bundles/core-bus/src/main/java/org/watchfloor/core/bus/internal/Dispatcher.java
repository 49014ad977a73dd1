package org.watchfloor.core.bus.internal;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.journal.Journal;

/**
 * The one thread that follows the journal's end, decodes each entry once and feeds it to every
 * inbox that is open. Runs until {@link #close}.
 */
final class Dispatcher implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int PAGE_ENTRIES = 1_000;

  /** How long to wait before a journal that cannot be read is asked again. */
  private static final long PAUSE_MILLIS = 500;

  private final Journal journal;
  private final EntryDecoder decoder;
  private final AutoCloseable written;
  private final Thread thread;
  private final List<Inbox> inboxes = new ArrayList<>();
  private long position;
  private boolean closed;

  Dispatcher(Journal journal, EntryDecoder decoder) {
    this.journal = journal;
    this.decoder = decoder;
    this.position = journal.head();
    this.thread = new Thread(this, "watchfloor-bus-dispatcher");
    thread.setDaemon(true);
    this.written = journal.onWritten(head -> wake());
    thread.start();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /**
   * Opens an inbox whose subscriber has read up to a position. False if the dispatcher is already
   * farther: the subscriber must read on first.
   */
  synchronized boolean attach(Inbox inbox, long readUpTo) {
    if (closed || readUpTo < position) {
      return false;
    }
    inbox.open(readUpTo);
    inboxes.add(inbox);
    return true;
  }

  synchronized void detach(Inbox inbox) {
    inboxes.remove(inbox);
  }

  @Override
  public void run() {
    while (true) {
      try {
        long after = awaitWork();
        if (after < 0) {
          return;
        }
        feed(decoder.read(after, PAGE_ENTRIES));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("The journal cannot be followed; it is tried again", e);
        pause();
      }
    }
  }

  /** Position to read on from; -1 when closed. */
  private synchronized long awaitWork() throws InterruptedException {
    while (!closed && journal.head() <= position) {
      wait(PAUSE_MILLIS);
    }
    return closed ? -1 : position;
  }

  private synchronized void feed(EntryDecoder.Page page) {
    inboxes.removeIf(inbox -> !inbox.feed(page.entries(), page.upTo()));
    position = page.upTo();
  }

  private synchronized void pause() {
    try {
      if (!closed) {
        wait(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      inboxes.clear();
      notifyAll();
    }
    try {
      written.close();
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("The journal's listener could not be removed", e);
    }
  }
}
