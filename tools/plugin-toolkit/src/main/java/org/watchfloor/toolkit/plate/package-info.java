/** What the readers of plates have in common. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.toolkit.plate;
