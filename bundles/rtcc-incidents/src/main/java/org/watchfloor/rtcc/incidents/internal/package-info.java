/** The queue of alerts, incidents and their timelines. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.incidents.internal;
