package org.watchfloor.core.plugins.internal;

import java.util.Optional;
import org.watchfloor.core.api.plugin.Plan;

/**
 * A plan with what it needs to be carried out.
 *
 * @param plan as others see it
 * @param read the package that came with it
 * @param bundle symbolic name of the plugin's bundle
 * @param origin where the package came from
 * @param mark of the state that it was made for
 */
record Planned(Plan plan, Optional<ReadPackage> read, String bundle, String origin, String mark) {}
