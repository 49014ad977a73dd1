package org.watchfloor.rtcc.plates.internal;

import java.time.Instant;

/** An entry that a read matches, with the list it stands on. */
record HotMatch(String list, Instant importedAt, HotEntry entry) {}
