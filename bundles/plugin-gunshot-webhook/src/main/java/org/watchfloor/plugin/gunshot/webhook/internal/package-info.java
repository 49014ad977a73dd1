/** Gunshot alerts by webhook in Watchfloor's own JSON. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.gunshot.webhook.internal;
