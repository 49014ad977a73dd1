package org.watchfloor.rtcc.plates.internal.match;

import java.time.Instant;

/** An entry that a read matches, with the list it stands on. */
public record HotMatch(String list, Instant importedAt, HotEntry entry) {}
