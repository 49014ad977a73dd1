/** Hikvision ANPR. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.hikvision.internal;
