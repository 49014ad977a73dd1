/** The plugin: reads the plates that the center's cameras see. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.opencv.internal;
