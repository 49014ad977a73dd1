/** Hot list alerts of Flock Safety, and hot lists for it. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.flock.internal;
