package org.watchfloor.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** A source that does one thing wrong, or none. */
final class FaultySource implements Source {
  /** What a plugin does wrong. */
  enum Fault {
    NONE,
    OPEN_SPEAKS,
    SUBMITS_AFTER_CLOSE,
    CLOSE_LEAVES_THE_START,
    LEAVES_A_THREAD_AND_A_SOCKET,
    DEAF_TO_INTERRUPT,
    OFF_IS_NO_RETRY,
    PASSWORD_IS_NO_AUTH,
    NONSENSE_IS_TAKEN,
    TELLS_THE_SECRET,
    ONE_FOR_ALL
  }

  private final Fault fault;
  private final Device device;
  private final SourceContext context;
  private final CountDownLatch closed;
  private final CountDownLatch over;
  private final List<AutoCloseable> left;
  private final Object line = new Object();

  /**
   * @param closed reached by close
   * @param over reached when the test is over
   * @param left takes what the source leaves open
   */
  FaultySource(
      Fault fault,
      Device device,
      SourceContext context,
      CountDownLatch closed,
      CountDownLatch over,
      List<AutoCloseable> left) {
    this.fault = fault;
    this.device = device;
    this.context = context;
    this.closed = closed;
    this.over = over;
    this.left = left;
  }

  private boolean has(Fault one) {
    return fault == one;
  }

  boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void start() throws SourceException, InterruptedException {
    device.contacts.incrementAndGet();
    if (device.off) {
      throw new SourceException(
          has(Fault.OFF_IS_NO_RETRY) ? SourceException.Kind.CONFIG : SourceException.Kind.RETRY,
          has(Fault.TELLS_THE_SECRET) ? "no answer to " + SourceContractTest.SECRET : "no answer");
    }
    if (device.mode == FakeDevice.Mode.WRONG_PASSWORD) {
      throw new SourceException(
          has(Fault.PASSWORD_IS_NO_AUTH) ? SourceException.Kind.RETRY : SourceException.Kind.AUTH,
          "wrong password");
    }
    if (device.mode == FakeDevice.Mode.SILENT) {
      hang();
    }
    context.scheduler().scheduleWithFixedDelay(this::submit, 0, 1, TimeUnit.HOURS);
    if (has(Fault.LEAVES_A_THREAD_AND_A_SOCKET)) {
      leave();
    }
    context.report(SourceStatus.online());
  }

  private void submit() {
    synchronized (line) {
      if (closed.getCount() > 0 || has(Fault.SUBMITS_AFTER_CLOSE)) {
        context.sink().submit(Signal.of(Kind.PLATE_READ, "1", Instant.EPOCH).build());
      }
    }
  }

  private void hang() throws SourceException, InterruptedException {
    CountDownLatch end = has(Fault.CLOSE_LEAVES_THE_START) ? over : closed;
    while (true) {
      try {
        end.await();
        throw new SourceException(SourceException.Kind.RETRY, "closed");
      } catch (InterruptedException e) {
        if (!has(Fault.DEAF_TO_INTERRUPT)) {
          throw e;
        }
      }
    }
  }

  private void leave() {
    try {
      left.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Thread thread = new Thread(this::outlive, "left over");
    thread.setDaemon(true);
    thread.start();
  }

  private void outlive() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    synchronized (line) { // a signal that is on its way is through before close returns
      closed.countDown();
    }
  }

  /** In memory: what is tested is the contract. */
  static final class Device implements FakeDevice {
    final AtomicInteger contacts = new AtomicInteger();
    volatile Mode mode = Mode.GOOD;
    volatile boolean off;

    @Override
    public void behave(Mode next) {
      mode = next;
    }

    @Override
    public int contacts() {
      return contacts.get();
    }

    @Override
    public void close() {
      off = true;
    }
  }
}
