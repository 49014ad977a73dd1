/** Delivery of journal entries to subscribers. */
@NullMarked
package org.watchfloor.core.bus.internal;

import org.jspecify.annotations.NullMarked;
