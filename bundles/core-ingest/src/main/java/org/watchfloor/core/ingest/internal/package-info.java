/** The one way in for signals. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.ingest.internal;
