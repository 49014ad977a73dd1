/** Verkada license plates. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.verkada.internal;
