/** Signals in Watchfloor's own JSON over any stock transport. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.signal.feed.internal;
