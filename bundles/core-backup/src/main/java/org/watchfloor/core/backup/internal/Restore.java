package org.watchfloor.core.backup.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Restores into a home in which no center runs, with this bundle and a JDK only; the launcher calls
 * it:
 *
 * <pre>
 * java -cp core-backup.jar org.watchfloor.core.backup.internal.Restore check FILE
 * java -cp core-backup.jar org.watchfloor.core.backup.internal.Restore new HOME FILE
 * java -cp core-backup.jar org.watchfloor.core.backup.internal.Restore apply HOME
 * </pre>
 *
 * Ends with 0 if it was done, 1 if it was refused and nothing has changed, 2 for wrong arguments.
 */
public final class Restore {
  private final PrintStream out;
  private final PrintStream err;
  private final String version;
  private final Clock clock;

  Restore(PrintStream out, PrintStream err, String version, Clock clock) {
    this.out = out;
    this.err = err;
    this.version = version;
    this.clock = clock;
  }

  /** See above. */
  public static void main(String[] arguments) throws IOException {
    System.exit(
        new Restore(
                stream(FileDescriptor.out), stream(FileDescriptor.err), own(), Clock.systemUTC())
            .run(arguments));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The version of the bundle that this class lies in. */
  private static String own() throws IOException {
    String self = String.valueOf(Restore.class.getResource("Restore.class"));
    String jar = self.substring(0, self.indexOf('!') + 1);
    try (InputStream in = new URL(jar + "/META-INF/MANIFEST.MF").openStream()) {
      return String.valueOf(
          new java.util.jar.Manifest(in).getMainAttributes().getValue("Bundle-Version"));
    }
  }

  int run(String[] arguments) {
    try {
      if (arguments.length == 2 && arguments[0].equals("check")) {
        try (ArchiveReader archive = new ArchiveReader(Path.of(arguments[1]))) {
          archive.verify(out::println);
        }
        return 0;
      }
      if (arguments.length == 3 && arguments[0].equals("new")) {
        return fresh(Path.of(arguments[1]).toAbsolutePath(), Path.of(arguments[2]));
      }
      if (arguments.length == 2 && arguments[0].equals("apply")) {
        apply(Path.of(arguments[1]).toAbsolutePath());
        return 0;
      }
      err.println("Usage: Restore check FILE | new HOME FILE | apply HOME");
      return 2;
    } catch (IOException e) {
      err.println(e instanceof BackupFault ? e.getMessage() : e.toString());
      return 1;
    }
  }

  private int fresh(Path home, Path file) throws IOException {
    if (Files.exists(home.resolve("etc")) || Files.exists(home.resolve("data/watchfloor"))) {
      throw new BackupFault(
          home + ": there is a center already. Use rtcc:backup-restore in it, or another home");
    }
    Manifest manifest = new Staging(home).lay(file, version, clock.instant(), out::println);
    apply(home);
    out.println("restored what " + manifest.host() + " had at " + manifest.created());
    return 0;
  }

  private void apply(Path home) throws IOException {
    String aside = new Staging(home).apply();
    if (!aside.isEmpty()) {
      out.println("the backup is in place; what was there before is in " + home.resolve(aside));
    }
  }
}
