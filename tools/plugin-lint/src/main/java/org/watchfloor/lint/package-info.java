/** What must hold of a plugin's jar and folder, without running it in a center. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.lint;
