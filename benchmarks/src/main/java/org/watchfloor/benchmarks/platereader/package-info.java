/** The plate reader of our own on painted streets that no training saw. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.benchmarks.platereader;
