package org.watchfloor.core.store.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteException;

/** Why a store cannot be opened, and what to do about it. */
final class OpenFailure {
  private OpenFailure() {}

  static String explain(Throwable failure, Path directory) {
    String message = failure.getMessage();
    return (message == null ? failure.toString() : message) + "; " + advice(failure, directory);
  }

  private static String advice(Throwable failure, Path directory) {
    if (failure instanceof NativeLibraryUnavailable || failure instanceof LinkageError) {
      return "make room in %s, or name a folder on a disk not mounted noexec by -Dorg.sqlite.tmpdir"
              .formatted(NativeLibrary.folder())
          + " and restart";
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof PSQLException postgres) {
        return postgres(String.valueOf(postgres.getSQLState()));
      }
    }
    Path file = directory.resolve("store.db");
    return switch (code(failure)) {
      case "SQLITE_NOTADB", "SQLITE_CORRUPT" ->
          "%s is damaged: stop the center, keep a copy of it, and restore it from a backup"
              .formatted(file);
      case "SQLITE_FULL" -> "make room on the disk of %s".formatted(directory);
      case "SQLITE_BUSY", "SQLITE_LOCKED" -> "end the other process that uses %s".formatted(file);
      default ->
          "see that the disk of %s has room and that the center's user may write there"
              .formatted(directory);
    };
  }

  /** By class of SQLSTATE (postgresql.org/docs/15/errcodes-appendix.html). */
  private static String postgres(String state) {
    String file = StoreConfig.FILE;
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" ->
          "start PostgreSQL or correct url, tls and tls.ca in " + file + "; signals are taken";
      case "28" -> "correct user and .password in " + file + ", or pg_hba.conf of the server";
      case "3D" -> "make the database with createdb, or correct url in " + file;
      case "53" -> "see that the server has room on its disk and connections left";
      default -> "see the log of the PostgreSQL server";
    };
  }

  /** SQLite's primary result code by name (sqlite.org/rescode.html), or nothing. */
  private static String code(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLiteException sqlite) {
        String name = sqlite.getResultCode().name();
        // SQLITE_BUSY_RECOVERY is an extended code of SQLITE_BUSY.
        int extension = name.indexOf('_', "SQLITE_".length());
        return extension < 0 ? name : name.substring(0, extension);
      }
    }
    return "";
  }
}
