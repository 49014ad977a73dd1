/** REST, server-sent events, health and metrics over one servlet and one table of routes. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.console.rest.internal;
