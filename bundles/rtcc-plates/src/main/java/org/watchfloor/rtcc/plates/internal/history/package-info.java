/** The history of reads. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.history;
