/** The plate reader of our own on painted streets that no training saw. */
package org.watchfloor.benchmarks.platereader;
