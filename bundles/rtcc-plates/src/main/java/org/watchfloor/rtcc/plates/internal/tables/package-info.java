/** The tables of all parts, how long their rows are kept, and the configuration. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.tables;
