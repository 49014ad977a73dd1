/** Durable publish to eight durable subscribers, beside peers that are not shipped. */
package org.watchfloor.benchmarks.bus;
