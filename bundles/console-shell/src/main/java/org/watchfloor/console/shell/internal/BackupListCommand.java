package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.backup.Backups;

/** {@code rtcc:backup-list}: what an archive says that it holds. */
@Service
@Command(
    scope = "rtcc",
    name = "backup-list",
    description = "Shows what a backup says that it holds; rtcc:backup-check reads all of it.")
public final class BackupListCommand extends RtccCommand {
  @Argument(name = "file", description = "Whole path on the center's machine.", required = true)
  String file = "";

  @Reference(optional = true)
  @Nullable Backups backups;

  @Override
  void run(PrintStream out) throws IOException {
    Path path = Path.of(file).toAbsolutePath();
    BackupText.print(out, json, path, need(backups, "core-backup").list(path));
  }
}
