package org.watchfloor.core.journal.internal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * One open RocksDB with its four column families. Thread-safe but for {@link #close}, after which
 * any use crashes the JVM: only {@link RocksFiles} may hold one.
 *
 * <p>Column families: {@code entries} position → entry; {@code keys} duplicate key → position;
 * {@code cursors} name → position. See {@link EntryCodec}. {@code meta}: see {@link Meta}.
 */
final class Tables implements AutoCloseable {
  private static final long MIB = 1L << 20;

  /** In the order of opening; closed the other way round. */
  private final Deque<AbstractNativeReference> natives = new ArrayDeque<>();

  final RocksDB db;
  final ColumnFamilyHandle entries;
  final ColumnFamilyHandle keys;
  final ColumnFamilyHandle cursors;
  final ColumnFamilyHandle meta;

  /**
   * Opens, and recovers what the write-ahead log holds.
   *
   * @param readOnly to serve reads from a disk that cannot be written
   * @throws RocksDBException if it cannot be opened; nothing is left open then
   */
  Tables(Path directory, boolean readOnly) throws RocksDBException {
    RocksDB.loadLibrary();
    boolean opened = false;
    try {
      List<ColumnFamilyDescriptor> families = families();
      DBOptions options = keep(options());
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      String path = directory.toString();
      db =
          keep(
              readOnly
                  ? RocksDB.openReadOnly(options, path, families, handles)
                  : RocksDB.open(options, path, families, handles));
      // handles.get(0) is RocksDB's default family, which must be opened and is not used.
      handles.forEach(this::keep);
      entries = handles.get(1);
      keys = handles.get(2);
      cursors = handles.get(3);
      meta = handles.get(4);
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  List<ColumnFamilyHandle> all() {
    return List.of(entries, keys, cursors, meta);
  }

  private static DBOptions options() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxTotalWalSize(256 * MIB)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(512)
        .setBytesPerSync(MIB)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(4 * MIB)
        .setKeepLogFileNum(4)
        .setStatsDumpPeriodSec(0);
  }

  private List<ColumnFamilyDescriptor> families() {
    Cache cache = keep(new LRUCache(64 * MIB));
    // Most keys asked for are new. With the filter that costs no read of the disk.
    BloomFilter filter = keep(new BloomFilter(10));
    ColumnFamilyOptions entryOptions =
        keep(new ColumnFamilyOptions())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(64 * MIB)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setBlockSize(16 << 10));
    ColumnFamilyOptions keyOptions =
        keep(new ColumnFamilyOptions())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(32 * MIB)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
    ColumnFamilyOptions smallOptions =
        keep(new ColumnFamilyOptions())
            .setWriteBufferSize(MIB)
            .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
    return List.of(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, smallOptions),
        new ColumnFamilyDescriptor("entries".getBytes(), entryOptions),
        new ColumnFamilyDescriptor("keys".getBytes(), keyOptions),
        new ColumnFamilyDescriptor("cursors".getBytes(), smallOptions),
        new ColumnFamilyDescriptor("meta".getBytes(), smallOptions));
  }

  private <T extends AbstractNativeReference> T keep(T reference) {
    natives.push(reference);
    return reference;
  }

  @Override
  public void close() {
    while (!natives.isEmpty()) {
      natives.pop().close();
    }
  }
}
