/** Plate reads in files. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.genericcsv.internal;
