/** A decoder plugin that misbehaves as it is told. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.misbehaving.decoder.internal;
