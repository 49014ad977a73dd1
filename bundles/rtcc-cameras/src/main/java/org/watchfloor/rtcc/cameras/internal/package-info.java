/** The camera inventory. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.cameras.internal;
