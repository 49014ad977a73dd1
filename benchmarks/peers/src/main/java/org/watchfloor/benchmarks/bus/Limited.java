package org.watchfloor.benchmarks.bus;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is given up when it takes too long. */
final class Limited {
  private Limited() {}

  /**
   * Works on a daemon thread of its own, so that what does not end holds up nobody.
   *
   * @throws IllegalStateException that says where it was when the time was over
   */
  static <T> T call(String what, long seconds, Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "bench-" + what);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      StackTraceElement[] at = thread.getStackTrace();
      task.cancel(true);
      throw new IllegalStateException(
          "%s not done within %d s, was in %s"
              .formatted(what, seconds, at.length == 0 ? "nothing" : at[0]));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
