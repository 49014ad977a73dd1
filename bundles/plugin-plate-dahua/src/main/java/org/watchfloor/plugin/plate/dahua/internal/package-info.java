/** Dahua ANPR. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.dahua.internal;
