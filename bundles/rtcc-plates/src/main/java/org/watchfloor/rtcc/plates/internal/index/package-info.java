/** The index of reads: what a search looks through instead of the store, in files of its own. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.index;
