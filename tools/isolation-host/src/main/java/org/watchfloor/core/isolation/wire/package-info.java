/**
 * What the center and the JVM of an isolated plugin say to each other: frames, calls and the JSON
 * of plugin-api's values. The same classes on both sides.
 */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.isolation.wire;
