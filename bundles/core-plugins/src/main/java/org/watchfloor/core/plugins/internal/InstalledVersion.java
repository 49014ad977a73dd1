package org.watchfloor.core.plugins.internal;

import java.time.Instant;
import org.watchfloor.core.api.plugin.PluginPackage;

/**
 * A version of a plugin whose bundle is kept.
 *
 * @param slot number of its folder; never used twice for a plugin
 * @param content what its package says
 * @param bundleSha256 of the bundle's file, hexadecimal
 * @param origin where the package came from
 * @param at when it was installed, UTC
 * @param by who installed it
 */
record InstalledVersion(
    int slot, PluginPackage content, String bundleSha256, String origin, Instant at, String by) {}
