package org.watchfloor.core.isolation.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait to be written, bounded in number and bytes. Thread-safe; only {@link #take}
 * blocks.
 */
final class Outbox {
  /** Up to here everything is taken. */
  private static final int SOFT_FRAMES = 8_192;

  private static final long SOFT_BYTES = 16 << 20;

  /** Beyond this the other side does not read any more. */
  private static final int HARD_FRAMES = 65_536;

  private static final long HARD_BYTES = 192L << 20;

  private final Deque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** False, and not taken, if much waits already. An empty box takes any frame. */
  synchronized boolean offer(Frame frame) {
    boolean full = frames.size() >= SOFT_FRAMES || bytes >= SOFT_BYTES;
    return !full && put(frame);
  }

  /** Takes what must not be lost. False if the other side has not read for too long. */
  synchronized boolean put(Frame frame) {
    if (closed || frames.size() >= HARD_FRAMES || bytes >= HARD_BYTES) {
      return false;
    }
    frames.add(frame);
    bytes += frame.weight();
    notifyAll();
    return true;
  }

  /** Null once it is closed; what waited then is dropped. */
  synchronized @Nullable Frame take() throws InterruptedException {
    while (frames.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    Frame frame = frames.remove();
    bytes -= frame.weight();
    return frame;
  }

  synchronized void close() {
    closed = true;
    frames.clear();
    bytes = 0;
    notifyAll();
  }
}
