/** Several nodes that are one center. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.cluster.internal;
