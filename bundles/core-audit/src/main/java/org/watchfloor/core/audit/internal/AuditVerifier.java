package org.watchfloor.core.audit.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a copy of the log without a running center, with this bundle and a JDK only:
 *
 * <pre>
 * java -cp core-audit.jar org.watchfloor.core.audit.internal.AuditVerifier data/watchfloor/audit
 * </pre>
 *
 * Ends with 0 if the chain holds, 1 if it does not, 2 if it cannot be read.
 */
public final class AuditVerifier {
  private AuditVerifier() {}

  /**
   * @param arguments the directory of the log
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, stream(FileDescriptor.out), stream(FileDescriptor.err)));
  }

  /** Not {@code System.out}, which in a bundle is the log's. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length != 1) {
      err.println("Usage: AuditVerifier <directory of the audit log>");
      return 2;
    }
    try {
      Chain chain = new Chain();
      List<Chain.Part> parts = new ArrayList<>();
      for (Path path : LogFiles.list(Path.of(arguments[0]))) {
        parts.add(new Chain.Part(path, Files.size(path)));
      }
      Optional<String> fault = chain.walk(parts);
      if (fault.isPresent()) {
        err.println("BROKEN: " + fault.get());
        return 1;
      }
      out.println("HOLDS: " + chain.number() + " entries, head " + chain.hash());
      return 0;
    } catch (IOException e) {
      err.println("Cannot be read: " + e);
      return 2;
    }
  }
}
