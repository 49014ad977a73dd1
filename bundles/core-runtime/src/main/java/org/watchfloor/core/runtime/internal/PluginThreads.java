package org.watchfloor.core.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.BiConsumer;

/**
 * The threads of one source: those that the platform calls its plugin on, and those that the plugin
 * makes itself. A thread that is made without naming a group belongs to the group of the thread
 * that makes it, and so does everything that it makes in turn: the one mechanism of the JVM by
 * which a thread that a vendor's library started can be told from all others, and found again after
 * the library has forgotten it. Thread-safe.
 */
final class PluginThreads extends ThreadGroup {
  /** Above all plugins, and not itself in a plugin's group, whichever thread loads this class. */
  static final ThreadGroup TOP = top();

  /** Calls that are not for one source, such as asking a plugin who it is. */
  static final ThreadGroup UNASSIGNED = new ThreadGroup(TOP, "watchfloor-plugins");

  private static final String PLATFORM = "watchfloor-";

  /** Begins the names of threads that the platform calls one source on. */
  static final String SOURCE = "watchfloor-source-";

  private final BiConsumer<Thread, Throwable> onUncaught;

  /**
   * @param onUncaught told of what ended a thread that the plugin made
   */
  PluginThreads(ThreadGroup parent, String name, BiConsumer<Thread, Throwable> onUncaught) {
    super(parent, name);
    this.onUncaught = onUncaught;
  }

  private static ThreadGroup top() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    onUncaught.accept(thread, thrown);
  }

  /** Those alive now, without threads of the JVM and of the platform that happen to be in it. */
  List<Thread> alive() {
    Thread[] all = new Thread[activeCount() + 16];
    int found = enumerate(all, true);
    while (found == all.length) {
      all = new Thread[all.length * 2];
      found = enumerate(all, true);
    }
    List<Thread> alive = new ArrayList<>(found);
    for (int i = 0; i < found; i++) {
      if (isOfPlugin(all[i])) {
        alive.add(all[i]);
      }
    }
    return alive;
  }

  /**
   * The common pool's threads serve everybody, and a pool of the platform may grow while a plugin
   * hands something in: both inherit the group of whoever happened to need them.
   */
  private static boolean isOfPlugin(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread worker) {
      return worker.getPool() != ForkJoinPool.commonPool();
    }
    String name = thread.getName();
    return !name.startsWith(PLATFORM) || name.startsWith(SOURCE);
  }

  /** Whether the platform made it, to call the plugin on. */
  static boolean isForCalls(Thread thread) {
    return thread.getName().startsWith(SOURCE);
  }
}
