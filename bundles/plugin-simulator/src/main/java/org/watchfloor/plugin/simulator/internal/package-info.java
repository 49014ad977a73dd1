/** The simulator: a session plugin that plays the world outside of the center. */
@NullMarked
package org.watchfloor.plugin.simulator.internal;

import org.jspecify.annotations.NullMarked;
