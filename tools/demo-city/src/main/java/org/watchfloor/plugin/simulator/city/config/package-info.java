/** Configuration files of the demo's cameras and plate readers. Runs at build time only. */
@NullMarked
package org.watchfloor.plugin.simulator.city.config;

import org.jspecify.annotations.NullMarked;
