/** Whether the center works, and its metrics. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.health.internal;
