/** What runs in the JVM of an isolated plugin, beside the plugin. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.isolation.host;
