package org.watchfloor.core.api.journal;

/**
 * Counters since start.
 *
 * @param written entries written
 * @param duplicates entries refused as known
 * @param groups synced writes
 * @param queued entries waiting for the writer now
 * @param refused entries refused because the queue was full or the disk refused
 * @param diskBytes size of the journal on disk
 */
public record JournalStat(
    long written, long duplicates, long groups, long queued, long refused, long diskBytes) {}
