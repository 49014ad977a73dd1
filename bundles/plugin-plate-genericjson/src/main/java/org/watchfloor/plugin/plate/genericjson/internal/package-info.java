/** Plate reads in JSON. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.genericjson.internal;
