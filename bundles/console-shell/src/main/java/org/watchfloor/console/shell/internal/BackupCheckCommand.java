package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.backup.Backups;

/** {@code rtcc:backup-check}: whether an archive is whole. */
@Service
@Command(
    scope = "rtcc",
    name = "backup-check",
    description = "Reads a whole backup and compares the SHA-256 of every file in it.")
public final class BackupCheckCommand extends RtccCommand {
  @Argument(name = "file", description = "Whole path on the center's machine.", required = true)
  String file = "";

  @Reference(optional = true)
  @Nullable Backups backups;

  @Override
  void run(PrintStream out) throws IOException {
    Path path = Path.of(file).toAbsolutePath();
    BackupInfo info =
        need(backups, "core-backup")
            .check(
                path,
                line -> {
                  if (!json) {
                    out.println(line);
                  }
                });
    BackupText.print(out, json, path, info);
    if (!json) {
      out.println("Every file is as it was backed up.");
    }
  }
}
