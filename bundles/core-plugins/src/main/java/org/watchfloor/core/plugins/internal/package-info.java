/** Packages of plugins: read without trust, planned, carried out one at a time. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.plugins.internal;
