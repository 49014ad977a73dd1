/** What an administrator may set. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.plates.internal.config;
