/** Devices that are asked over HTTP with a sign-in and answer without end. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.toolkit.http;
