package org.watchfloor.rtcc.plates.internal.index;

/**
 * What a read is searched by.
 *
 * @param number of its signal in the journal
 * @param time by the reader's clock, in microseconds
 * @param captured the time that its retention counts from, in microseconds; never after {@code
 *     time}
 * @param plate as it is in the history
 * @param device the vendor's name of the camera; may be empty
 * @param latitude not a number where the read has no place
 * @param region in lower case, as make and color
 */
public record Sighting(
    long number,
    long time,
    long captured,
    String plate,
    String sourceId,
    String device,
    double latitude,
    double longitude,
    String region,
    String make,
    String color) {}
