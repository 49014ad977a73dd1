/** The history of signals of every kind, and its search. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.signals.internal;
