/** The tables of all parts, and how long their rows are kept. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.tables;
