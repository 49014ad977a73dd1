/** How well and how fast reads are matched against hot lists. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.benchmarks.plates;
