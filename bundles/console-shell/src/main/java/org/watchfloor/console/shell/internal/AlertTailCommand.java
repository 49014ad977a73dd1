package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.EntryHandler;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.Json;

/**
 * {@code rtcc:alert-tail}: the last alerts, and then those that come, until Ctrl-C, the end of the
 * session, or a client that is gone.
 */
@Service
@Command(
    scope = "rtcc",
    name = "alert-tail",
    description = "Prints the last alerts and then each new one until Ctrl-C.")
public final class AlertTailCommand extends RtccCommand {
  private static final Filter ALERTS = Filter.of(EntryType.ALERT);
  private static final AtomicLong TAILS = new AtomicLong();

  /** What the bus reads in one call at most. */
  private static final int WINDOW = 10_000;

  /** How far back it looks for the last alerts. */
  private static final int WINDOWS = 20;

  private static final int MAX_COUNT = 1_000;

  /** The bus waits when the screen is so far behind, and reads on from the journal later. */
  private static final int QUEUE = 256;

  @Option(name = "--count", aliases = "-n", description = "How many of the last, 0 to 1000.")
  int count = 10;

  @Option(name = "--no-follow", description = "End after the last ones.")
  boolean noFollow;

  @Reference(optional = true)
  @Nullable AlertBus bus;

  @Reference @Nullable Session session;

  /** How often it looks whether the client is still there. */
  long lookMillis = 1_000;

  @Override
  void run(PrintStream out) throws Exception {
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count: " + count + " is not within 0 to " + MAX_COUNT);
    }
    AlertBus alerts = need(bus, "core-bus");
    long head = alerts.head();
    last(alerts, head).forEach(entry -> print(out, entry));
    if (!noFollow) {
      follow(alerts, head, out);
    }
  }

  private Deque<BusEntry> last(AlertBus alerts, long head) {
    Deque<BusEntry> found = new ArrayDeque<>();
    long end = head;
    for (int i = 0; i < WINDOWS && end > 0 && found.size() < count; i++) {
      long after = Math.max(0, end - WINDOW);
      long until = end;
      Deque<BusEntry> window = new ArrayDeque<>(alerts.read(after, ALERTS, WINDOW));
      window.removeIf(entry -> entry.number() > until);
      while (!window.isEmpty() && found.size() < count) {
        found.addFirst(window.removeLast());
      }
      end = after;
    }
    return found;
  }

  /** The bus calls from its own thread, whose output would not be this session's: hence a queue. */
  private void follow(AlertBus alerts, long after, PrintStream out) throws Exception {
    BlockingQueue<BusEntry> queue = new ArrayBlockingQueue<>(QUEUE);
    String name = "shell-alert-tail-" + TAILS.incrementAndGet();
    EntryHandler handler =
        entries -> {
          for (BusEntry entry : entries) {
            queue.put(entry);
          }
        };
    try (AutoCloseable subscription =
        alerts.subscribe(Subscription.live(name, ALERTS, OptionalLong.of(after)), handler)) {
      while (!gone(out)) {
        BusEntry entry = queue.poll(lookMillis, TimeUnit.MILLISECONDS);
        if (entry != null) {
          print(out, entry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Ctrl-C, or the session was closed
    }
  }

  /** Nobody interrupts the command of a client that was cut; its stream says so when asked. */
  private boolean gone(PrintStream out) {
    Session current = session;
    PrintStream console = current == null ? null : current.getConsole();
    return out.checkError() || (console != null && console.checkError());
  }

  private void print(PrintStream out, BusEntry entry) {
    if (json) {
      print(out, EntryJson.write(entry));
    } else if (entry instanceof AlertEntry alertEntry) {
      Alert alert = alertEntry.alert();
      out.printf(
          "%d  %s  %-8s  %s  %s  %s%n",
          entry.number(),
          alert.occurredAt(),
          Json.word(alert.severity()),
          alert.id(),
          plain(alert.title()),
          plain(alert.summary()));
    }
  }

  /** What a vendor sent must not move the cursor of a terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
