/** What reads have taught, kept in the store over restarts. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.learned;
