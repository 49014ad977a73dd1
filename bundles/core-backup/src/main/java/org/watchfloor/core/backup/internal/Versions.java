package org.watchfloor.core.backup.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which archives a center can take. */
final class Versions {
  private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+).*");

  private Versions() {}

  /**
   * @param wrote of the center that wrote the archive
   * @param reads of this one
   * @throws BackupFault for another major version, and for one that is newer than this center
   */
  static void check(String wrote, String reads) throws BackupFault {
    Matcher from = VERSION.matcher(wrote);
    Matcher to = VERSION.matcher(reads);
    if (!from.matches() || !to.matches()) {
      throw new BackupFault(
          "file: the backup is of version \"" + wrote + "\", this center " + reads);
    }
    int major = number(from, 1) - number(to, 1);
    int minor = number(from, 2) - number(to, 2);
    int patch = number(from, 3) - number(to, 3);
    if (major != 0 || minor > 0 || (minor == 0 && patch > 0)) {
      throw new BackupFault(
          "file: the backup is of version %s and this center of %s: %s"
              .formatted(
                  wrote,
                  reads,
                  major == 0
                      ? "update this center first"
                      : "restore it with a center of its major version, and update that"));
    }
  }

  private static int number(Matcher version, int group) {
    return Integer.parseInt(version.group(group));
  }
}
