package org.watchfloor.core.api.runtime;

import org.watchfloor.plugin.api.plugin.PluginInfo;

/**
 * A plugin that is installed and running.
 *
 * @param info what it says of itself
 * @param bundle symbolic name of its bundle
 * @param version of its bundle
 * @param sources how many sources are configured for it
 */
public record InstalledPlugin(PluginInfo info, String bundle, String version, int sources) {}
