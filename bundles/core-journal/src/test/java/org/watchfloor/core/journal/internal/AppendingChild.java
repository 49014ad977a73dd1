package org.watchfloor.core.journal.internal;

import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.watchfloor.core.api.journal.Appended;

/**
 * A JVM of its own that appends until it is killed or has done its count. Prints one line for each
 * answer: outcome, position, key.
 */
final class AppendingChild {
  private AppendingChild() {}

  /** Arguments: directory, prefix of the keys, number of entries, bytes of each payload. */
  public static void main(String[] args) throws Exception {
    String filler = "x".repeat(Integer.parseInt(args[3]));
    long count = Long.parseLong(args[2]);
    Semaphore inFlight = new Semaphore(500);
    PrintStream out = new PrintStream(new FileOutputStream(java.io.FileDescriptor.out), false);
    try (RocksJournal journal = Journals.open(Path.of(args[0]))) {
      for (long i = 0; i < count; i++) {
        String key = args[1] + "-" + i;
        inFlight.acquire();
        journal
            .append(Journals.draft("s~" + i % 3, key, key + " " + filler))
            .thenAccept(
                answer -> {
                  print(out, answer, key);
                  inFlight.release();
                });
      }
      inFlight.acquire(500);
    }
    out.println("DONE");
    out.flush();
  }

  /** One write for the whole line, so that a kill leaves at most one line cut off. */
  private static void print(PrintStream out, Appended answer, String key) {
    byte[] line = (answer.outcome() + " " + answer.position() + " " + key + "\n").getBytes();
    out.write(line, 0, line.length);
    out.flush();
    if (answer.outcome() == Appended.Outcome.UNAVAILABLE) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
