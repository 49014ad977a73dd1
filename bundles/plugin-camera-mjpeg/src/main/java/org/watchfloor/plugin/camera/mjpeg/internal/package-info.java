/** Cameras that serve JPEG snapshots and MJPEG over HTTP. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.camera.mjpeg.internal;
