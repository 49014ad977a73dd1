/** How fast, beside which peers, in the same run. */
package org.watchfloor.benchmarks;
