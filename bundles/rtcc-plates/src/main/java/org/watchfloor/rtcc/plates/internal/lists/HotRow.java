package org.watchfloor.rtcc.plates.internal.lists;

/**
 * An entry as a file gives it. Immutable.
 *
 * @param plate in the exact form
 * @param state may be empty
 * @param code of the reason; may be empty
 * @param reason in words; may be empty
 * @param agency may be empty
 * @param entered ISO date or time; may be empty
 * @param expires seconds since 1970, or {@code HotEntry.NEVER}
 * @param make may be empty
 * @param color may be empty
 * @param vehicle year, model and body; may be empty
 * @param reference record or case number; may be empty
 */
record HotRow(
    String plate,
    String state,
    String code,
    String reason,
    String agency,
    String entered,
    long expires,
    String make,
    String color,
    String vehicle,
    String reference) {}
