/** How well and how fast reads are matched against hot lists. */
package org.watchfloor.benchmarks.plates;
