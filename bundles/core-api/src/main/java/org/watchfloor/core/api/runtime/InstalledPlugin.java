package org.watchfloor.core.api.runtime;

import org.watchfloor.plugin.api.plugin.PluginInfo;

/**
 * A plugin that is installed and running.
 *
 * @param info what it says of itself
 * @param bundle symbolic name of its bundle
 * @param version of its bundle
 * @param sources how many sources are configured for it
 * @param quality of the quality scale, {@code bronze} to {@code platinum}, from the bundle's header
 *     {@code Watchfloor-Quality}; {@code none} where it has none
 * @param isolated whether it runs in a JVM of its own
 */
public record InstalledPlugin(
    PluginInfo info,
    String bundle,
    String version,
    int sources,
    String quality,
    boolean isolated) {}
