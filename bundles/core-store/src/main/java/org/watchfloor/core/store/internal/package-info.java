/** The store on SQLite and the media files. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.store.internal;
