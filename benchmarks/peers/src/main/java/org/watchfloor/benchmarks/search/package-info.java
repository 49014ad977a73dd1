/** The search of the history of plate reads beside databases. */
package org.watchfloor.benchmarks.search;
