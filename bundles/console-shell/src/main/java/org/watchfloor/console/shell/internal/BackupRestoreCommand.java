package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.backup.Backups;

/** {@code rtcc:backup-restore}: makes this center what a backup was, at its next start. */
@Service
@Command(
    scope = "rtcc",
    name = "backup-restore",
    description =
        "Checks a backup, asks, and lays it ready: at its next start this center is what was backed up. What is there now is kept aside. Audited.")
public final class BackupRestoreCommand extends RtccCommand {
  @Argument(name = "file", description = "Whole path on the center's machine.")
  String file = "";

  @Option(name = "--yes", aliases = "-y", description = "Lay it ready without asking.")
  boolean yes;

  @Option(name = "--forget", description = "Forget the backup that was laid ready.")
  boolean forget;

  @Reference(optional = true)
  @Nullable Backups backups;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Reference(optional = true)
  @Nullable Session session;

  @Override
  void run(PrintStream out) throws IOException {
    Backups service = need(backups, "core-backup");
    Audit log = need(audit, "core-audit");
    if (forget) {
      BackupText.record(log, "backup.forget", Path.of(""), Outcome.DONE, "");
      out.println(service.unstage() ? "It is forgotten." : "Nothing was laid ready.");
      return;
    }
    if (file.isBlank()) {
      throw new IllegalArgumentException("file: is missing");
    }
    Path path = Path.of(file).toAbsolutePath();
    BackupInfo info = service.list(path);
    if (!json) {
      BackupText.print(out, false, path, info);
    }
    if (!yes && !agreed()) {
      out.println("Nothing was done.");
      return;
    }
    lay(service, log, path, out);
  }

  private void lay(Backups service, Audit log, Path path, PrintStream out) throws IOException {
    BackupText.record(log, "backup.restore", path, Outcome.DONE, "");
    try {
      BackupInfo info =
          service.stage(
              path,
              line -> {
                if (!json) {
                  out.println(line);
                }
              });
      if (json) {
        BackupText.print(out, true, path, info);
      } else {
        out.println(
            "It is laid ready. Stop this center and start it (or system:shutdown -r): it is then what was backed up."
                + " What comes in until then is kept aside with the rest of what is here now.");
      }
    } catch (IOException e) {
      BackupText.record(
          log, "backup.restore", path, Outcome.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private boolean agreed() throws IOException {
    Session current = session;
    if (json || current == null || current.getTerminal() == null) {
      throw new IllegalStateException(
          "nobody can be asked here and nothing was done; give --yes, or run the command in an"
              + " interactive shell");
    }
    String line =
        current.readLine("Everything in this center will be what is in the backup. (y/N) ", null);
    return line != null && line.strip().matches("(?i)y|yes");
  }
}
