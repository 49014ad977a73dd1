package org.watchfloor.core.api.store;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;

/** Moves the center's relational data from the file of SQLite to PostgreSQL. Thread-safe. */
@ProviderType
public interface StoreMove {
  /**
   * Copies every table, compares, and only then writes the new address into the configuration of
   * the store, which makes the center go on with it. Until then everybody who writes is refused,
   * reads go on, and signals wait in the journal. The file is left as it is. Blocks, perhaps for
   * minutes; audited. When it throws, nothing has changed but what lies in the new database, which
   * another attempt replaces.
   *
   * @param url {@code jdbc:postgresql://host:port/database}
   * @param user of the database
   * @param passwordFile that holds the password and nothing else; stays where it is, for the
   *     configuration names it
   * @param progress one line for each table
   * @return what was compared, by table
   * @throws StoreException in words, also if a table is not the same
   */
  List<Table> move(String url, String user, Path passwordFile, Actor by, Consumer<String> progress);

  /**
   * A table, here and there.
   *
   * @param name of the table
   * @param rows here
   * @param checksum of its rows in any order, here
   * @param copiedRows there
   * @param copiedChecksum there
   */
  record Table(String name, long rows, String checksum, long copiedRows, String copiedChecksum) {
    public boolean same() {
      return rows == copiedRows && checksum.equals(copiedChecksum);
    }
  }
}
