package org.watchfloor.itests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The JVMs that a center runs isolated plugins in, as the operating system shows them. */
final class IsolatedJvm {
  private final Path home;
  private final String bundle;

  /**
   * @param home of the center
   * @param bundle of the plugin, its symbolic name
   */
  IsolatedJvm(Path home, String bundle) {
    this.home = home;
    this.bundle = bundle;
  }

  /** Of the one that runs now; 0 for none. */
  long pid() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(process -> isOurs(process.info().arguments().orElse(new String[0])))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElse(0);
  }

  private boolean isOurs(String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    return all.contains("-Dwatchfloor.isolated=" + bundle)
        && all.stream().anyMatch(argument -> argument.contains(home.toString()));
  }

  /**
   * Sends a signal.
   *
   * @param name as for kill(1)
   */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
  }
}
