package org.watchfloor.core.journal.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * The journal's share of a backup: a checkpoint, which opens like the journal itself. Thread-safe.
 *
 * <p>The checksum is CRC32C over position and bytes of every entry in order, so that a journal
 * restored elsewhere has the same one.
 */
final class JournalBackup implements BackupPart {
  private final RocksJournal journal;
  private final Settings settings;

  JournalBackup(RocksJournal journal, Settings settings) {
    this.journal = journal;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public String place() {
    return "journal";
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    journal.checkpoint(directory);
    try (Tables copy = new Tables(directory, Tables.Mode.READ_ONLY)) {
      return figures(copy);
    } catch (RocksDBException e) {
      throw new IOException("the copy in " + directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, String> figures() throws IOException {
    try {
      return journal.files().use(JournalBackup::figures);
    } catch (RocksDBException e) {
      throw new IOException(settings.directory() + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> figures(Tables tables) throws RocksDBException {
    long first = 0;
    long head = 0;
    long entries = 0;
    CRC32C crc = new CRC32C();
    // Read once: the cache is for those who follow the journal.
    try (ReadOptions once = new ReadOptions().setFillCache(false);
        RocksIterator rows = tables.db.newIterator(tables.entries, once)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        byte[] key = rows.key();
        head = EntryCodec.position(key);
        first = entries == 0 ? head : first;
        entries++;
        crc.update(key);
        crc.update(rows.value());
      }
      rows.status();
    }
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("first", Long.toString(first));
    figures.put("head", Long.toString(head));
    figures.put("entries", Long.toString(entries));
    figures.put("crc", "%08x".formatted((int) crc.getValue()));
    return figures;
  }
}
