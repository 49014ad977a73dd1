/**
 * A center started as a user starts it, and a client of its public contract: for itests and
 * benchmarks.
 */
package org.watchfloor.harness;
