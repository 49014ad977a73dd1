/** Plate reads of Dahua cameras by their HTTP interface. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.dahua.internal;
