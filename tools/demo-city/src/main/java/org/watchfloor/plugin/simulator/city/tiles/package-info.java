/** The map of the demo city as vector tiles. Runs at build time only. */
@NullMarked
package org.watchfloor.plugin.simulator.city.tiles;

import org.jspecify.annotations.NullMarked;
