/** Flock Safety. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.flock.internal;
