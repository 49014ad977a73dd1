package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.backup.Backups;

/** {@code rtcc:backup-create}: one archive of everything that this center is. */
@Service
@Command(
    scope = "rtcc",
    name = "backup-create",
    description =
        "Writes configuration, keys, journal, store, pictures, plugins and audit log into one zip file while the center goes on. It holds secrets. Audited.")
public final class BackupCreateCommand extends RtccCommand {
  @Argument(
      name = "file",
      description = "Whole path on the center's machine; must not be there.",
      required = true)
  String file = "";

  @Reference(optional = true)
  @Nullable Backups backups;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) throws IOException {
    Backups service = need(backups, "core-backup");
    Audit log = need(audit, "core-audit");
    Path path = Path.of(file);
    BackupText.record(log, "backup.create", path, Outcome.DONE, "");
    try {
      BackupInfo info =
          service.create(
              path,
              line -> {
                if (!json) {
                  out.println(line);
                }
              });
      BackupText.print(out, json, path, info);
    } catch (IOException e) {
      BackupText.record(log, "backup.create", path, Outcome.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
