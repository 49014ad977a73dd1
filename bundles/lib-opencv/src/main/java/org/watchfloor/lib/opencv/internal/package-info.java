@org.jspecify.annotations.NullMarked
package org.watchfloor.lib.opencv.internal;
