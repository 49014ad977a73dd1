/** The fictional city of the demo. The same on every machine: one fixed seed, no clock, no I/O. */
@NullMarked
package org.watchfloor.plugin.simulator.city;

import org.jspecify.annotations.NullMarked;
