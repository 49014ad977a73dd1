/** Configuration files: those of sources are written, those of the center are checked. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.config.internal;
