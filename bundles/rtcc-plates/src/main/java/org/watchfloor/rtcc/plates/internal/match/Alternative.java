package org.watchfloor.rtcc.plates.internal.match;

/**
 * What else a read may be.
 *
 * @param plate in the exact form of {@link PlateText}, or as read, with {@code ?}
 * @param list on which it stands; empty for what the reader said where no list has it
 * @param probability that the vehicle bears it, 0 to 1
 */
public record Alternative(String plate, String list, double probability) {}
