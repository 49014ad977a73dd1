/** Hits: raised as alerts and kept. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.orders;
