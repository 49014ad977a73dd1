/** Plate reads out of named texts, for readers whose layout an administrator describes. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.toolkit.plates;
