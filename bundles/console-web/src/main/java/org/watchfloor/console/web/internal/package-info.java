/** The operators' screens as files, and the map tiles beneath them. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.console.web.internal;
