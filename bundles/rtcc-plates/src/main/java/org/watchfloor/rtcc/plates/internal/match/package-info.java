/** Which entries of the hot lists a read means. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.match;
