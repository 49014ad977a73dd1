/** Plugins found, sources opened, supervised and closed. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.runtime.internal;
