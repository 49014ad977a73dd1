package org.watchfloor.core.plugins.internal;

import java.nio.file.Path;
import org.watchfloor.core.api.plugin.PluginPackage;

/**
 * A package that was read and found good.
 *
 * @param content what it says
 * @param jar its bundle
 */
record ReadPackage(PluginPackage content, Path jar) {}
