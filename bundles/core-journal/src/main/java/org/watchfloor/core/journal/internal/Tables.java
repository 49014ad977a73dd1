package org.watchfloor.core.journal.internal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
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
import org.rocksdb.WALRecoveryMode;

/**
 * One open RocksDB with its four column families. Thread-safe but for {@link #close}, after which
 * any use crashes the JVM: only {@link RocksFiles} may hold one.
 *
 * <p>Column families: {@code entries} position → entry; {@code keys} duplicate key → position;
 * {@code cursors} name → position. See {@link EntryCodec}. {@code meta}: see {@link Meta}.
 */
final class Tables implements AutoCloseable {
  /** How it is opened. */
  enum Mode {
    /** Not at all where the write-ahead log is not whole to its last byte. */
    STRICT(WALRecoveryMode.AbsoluteConsistency),
    /** Only where nothing but the end of the write-ahead log is unfinished. */
    UNFINISHED(WALRecoveryMode.TolerateCorruptedTailRecords),
    /** With all that is whole in a damaged write-ahead log. */
    SALVAGE(WALRecoveryMode.SkipAnyCorruptedRecords),
    /** To serve reads from a disk that cannot be written. */
    READ_ONLY(WALRecoveryMode.SkipAnyCorruptedRecords);

    private final WALRecoveryMode recovery;

    Mode(WALRecoveryMode recovery) {
      this.recovery = recovery;
    }

    /**
     * Whether the logs must be those that the manifest names. Not to ask for it is a write to the
     * manifest, on which RocksDB, opened to be read only, crashes the JVM.
     */
    boolean verifies() {
      return this != SALVAGE;
    }
  }

  private static final long MIB = 1L << 20;

  /** In the order of opening; closed the other way round. */
  private final Deque<AbstractNativeReference> natives = new ArrayDeque<>();

  final Mode mode;
  final RocksDB db;
  final ColumnFamilyHandle entries;
  final ColumnFamilyHandle keys;
  final ColumnFamilyHandle cursors;
  final ColumnFamilyHandle meta;

  /**
   * Opens, and recovers what the write-ahead log holds.
   *
   * @param mode how much damage is borne
   * @throws RocksDBException if it cannot be opened; nothing is left open then
   */
  Tables(Path directory, Mode mode) throws RocksDBException {
    RocksDB.loadLibrary();
    this.mode = mode;
    boolean opened = false;
    try {
      List<ColumnFamilyDescriptor> families = families();
      DBOptions options = keep(options(mode));
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      String path = directory.toString();
      db =
          keep(
              mode == Mode.READ_ONLY
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

  /**
   * Read strictly, RocksDB does not open with a write-ahead log that is not whole to its last byte:
   * every other way drops what cannot be read, and some also what comes after, without a word.
   */
  private static DBOptions options(Mode mode) {
    return verifying(mode)
        .setWalRecoveryMode(mode.recovery)
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

  /** RocksDB notes in its manifest which logs there must be; Java has no setter for that. */
  private static DBOptions verifying(Mode mode) {
    Properties properties = new Properties();
    properties.setProperty("track_and_verify_wals_in_manifest", "" + mode.verifies());
    return DBOptions.getDBOptionsFromProps(properties);
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
