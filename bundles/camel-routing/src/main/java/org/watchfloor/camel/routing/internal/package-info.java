/** The routes of sources with a stock transport; webhooks under {@code /hooks} are one. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.camel.routing.internal;
