package org.watchfloor.core.api.journal;

/**
 * An entry as it lies on disk, for copying. Immutable; holds the bytes given.
 *
 * @param position of the entry
 * @param term in which it was written
 * @param bytes in the form of the journal that gave it, with a checksum over themselves and the
 *     position; nobody but a journal looks inside. At most 1 MiB and 64 KiB
 */
public record StoredEntry(long position, long term, byte[] bytes) {}
