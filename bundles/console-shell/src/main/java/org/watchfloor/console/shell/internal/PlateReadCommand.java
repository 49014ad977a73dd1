package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.json.FoundPlateJson;
import org.watchfloor.plugin.api.plate.FoundPlate;
import org.watchfloor.plugin.api.plate.PlateReader;

/** {@code rtcc:plate-read}: reads the plates in picture files, one line of JSON for each. */
@Service
@Command(
    scope = "rtcc",
    name = "plate-read",
    description =
        "Reads the plates in pictures on the center's machine and prints one line of JSON for each:"
            + " {file, plates:[{text, confidence, candidates, characters, box}]}. Audited.")
public final class PlateReadCommand extends RtccCommand {
  private static final int MAX_BYTES = 32 << 20;

  @Argument(
      index = 0,
      name = "image",
      description = "Path of a .jpg, .jpeg or .png file on the center's machine.",
      required = true,
      multiValued = true)
  @Nullable List<String> images;

  @Option(name = "--region", description = "Whose plates they are: us or eu. Default: any.")
  String region = "";

  @Reference(optional = true)
  @Nullable PlateReader reader;

  @Reference(optional = true)
  @Nullable Audit audit;

  @Override
  void run(PrintStream out) {
    PlateReader plates = need(reader, "plugin-plate-opencv");
    Caller caller = Caller.current();
    Audit book = need(audit, "core-audit");
    for (String image : images == null ? List.<String>of() : images) {
      ServerFile file = ServerFile.named(image, ".jpg", ".jpeg", ".png");
      book.record(
          AuditRecord.done(
              caller.identity().name(), caller.origin(), "plate.read", file.path().toString()));
      List<FoundPlate> found = plates.read(file.bytes(MAX_BYTES), region);
      print(out, FoundPlateJson.write(image, found));
    }
  }
}
