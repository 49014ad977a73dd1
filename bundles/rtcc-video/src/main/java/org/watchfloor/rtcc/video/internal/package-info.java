/** Pictures of the cameras that look at an alert. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.video.internal;
