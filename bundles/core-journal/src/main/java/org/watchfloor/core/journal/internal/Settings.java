package org.watchfloor.core.journal.internal;

import java.nio.file.Path;

/**
 * What a journal is opened with. Immutable; sizes in bytes, see {@link JournalConfig} for each.
 *
 * @param held whether entries become visible only when they are released
 * @param retentionDays 0 for no limit
 * @param retentionBytes 0 for no limit
 * @param retentionHardBytes 0 for no limit
 */
record Settings(
    Path directory,
    boolean held,
    int queueEntries,
    long queueBytes,
    int groupEntries,
    long groupBytes,
    int cursorIntervalMillis,
    int retentionDays,
    long retentionBytes,
    long retentionHardBytes,
    int liveDays) {

  static Settings of(JournalConfig config, boolean held) {
    Path directory =
        config.directory().isBlank()
            ? Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "journal")
            : Path.of(config.directory());
    return new Settings(
        directory,
        held,
        config.queue_max_entries(),
        config.queue_max_bytes(),
        config.group_max_entries(),
        config.group_max_bytes(),
        config.cursor_interval_ms(),
        config.retention_days(),
        config.retention_bytes(),
        config.retention_hard_bytes(),
        config.retention_live_days());
  }
}
