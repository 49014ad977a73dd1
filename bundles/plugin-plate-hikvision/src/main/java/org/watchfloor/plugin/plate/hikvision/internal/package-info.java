/** Plate reads of Hikvision cameras by ISAPI. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.hikvision.internal;
