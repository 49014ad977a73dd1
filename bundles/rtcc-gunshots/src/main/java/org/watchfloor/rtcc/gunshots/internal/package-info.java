/** Alerts of gunshot signals. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.gunshots.internal;
