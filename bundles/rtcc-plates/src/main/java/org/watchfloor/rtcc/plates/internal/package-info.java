/** Hot lists, the hit decision, and the history of plate reads. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal;
