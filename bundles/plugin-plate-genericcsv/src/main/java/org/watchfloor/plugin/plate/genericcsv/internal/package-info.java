/** Plate reads in files of separated values, whose columns an administrator describes. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.genericcsv.internal;
