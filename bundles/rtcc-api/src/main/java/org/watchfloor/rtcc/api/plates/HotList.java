package org.watchfloor.rtcc.api.plates;

import java.time.Instant;

/**
 * A hot list as it is now.
 *
 * @param name 1 to 64 characters
 * @param owner agency that answers for it
 * @param entries how many plates
 * @param importedAt last import, UTC
 * @param importedBy user or token
 */
public record HotList(
    String name, String owner, int entries, Instant importedAt, String importedBy) {}
