/** Alerts of signals, as their kinds and the agency's rules say. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.rules.internal;
