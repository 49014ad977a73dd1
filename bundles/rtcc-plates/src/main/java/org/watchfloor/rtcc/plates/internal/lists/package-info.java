/** Hot lists: their files and their tables. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.lists;
