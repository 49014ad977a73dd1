/** Packages of plugins, as a center takes them. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.packaging;
