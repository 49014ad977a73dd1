/** Multipart bodies of devices, whole or without end, read as leniently as devices write them. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.toolkit.multipart;
