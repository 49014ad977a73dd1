/** Plate reads in JSON whose fields an administrator points at. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.genericjson.internal;
