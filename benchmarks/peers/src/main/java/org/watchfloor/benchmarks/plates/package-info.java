/** Hot lists beside peers that are not shipped. */
package org.watchfloor.benchmarks.plates;
