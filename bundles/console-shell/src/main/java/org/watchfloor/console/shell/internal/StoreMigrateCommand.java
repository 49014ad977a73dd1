package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.store.StoreMove;

/** {@code rtcc:store-migrate}: moves the center's data from SQLite to PostgreSQL. */
@Service
@Command(
    scope = "rtcc",
    name = "store-migrate",
    description =
        "Copies the store from its file to PostgreSQL, compares every table, and makes the center"
            + " go on with it if all are the same. Meanwhile nothing can be changed; signals are"
            + " taken. The file is left as it is. Audited.")
public final class StoreMigrateCommand extends RtccCommand {
  @Option(
      name = "--to",
      description = "jdbc:postgresql://host:port/database, of an empty database.",
      required = true)
  String to = "";

  @Option(name = "--user", description = "Of the database.", required = true)
  String user = "";

  @Option(
      name = "--password-file",
      description =
          "Path, on the center's machine, of a file with the password alone. It is needed from then"
              + " on: the configuration names it.",
      required = true)
  String passwordFile = "";

  @Reference(optional = true)
  @Nullable StoreMove move;

  @Override
  void run(PrintStream out) {
    StoreMove mover = need(move, "core-store");
    List<StoreMove.Table> tables =
        mover.move(
            to,
            user,
            Path.of(passwordFile),
            Caller.current().actor(),
            line -> {
              if (!json) {
                out.println(line);
              }
            });
    if (json) {
      print(out, array(tables));
      return;
    }
    long rows = tables.stream().mapToLong(StoreMove.Table::rows).sum();
    out.printf(
        "%d tables with %d rows are the same. The store is %s now; the file store.db was left.%n",
        tables.size(), rows, to);
  }

  private static ArrayNode array(List<StoreMove.Table> tables) {
    ArrayNode array = Json.array();
    for (StoreMove.Table table : tables) {
      array
          .addObject()
          .put("table", table.name())
          .put("rows", table.rows())
          .put("checksum", table.checksum())
          .put("copiedRows", table.copiedRows())
          .put("copiedChecksum", table.copiedChecksum())
          .put("same", table.same());
    }
    return array;
  }
}
