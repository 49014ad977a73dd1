/** The plate reader as a program. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.tools.plateread;
