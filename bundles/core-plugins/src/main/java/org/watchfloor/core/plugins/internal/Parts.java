package org.watchfloor.core.plugins.internal;

import java.util.function.Supplier;

/** What the manager of plugins works with. */
record Parts(
    PluginStore store,
    Staging staging,
    Plans plans,
    PackageReader reader,
    Addresses addresses,
    Planner planner,
    Operations operations,
    Recovery recovery,
    Listing listing,
    Supplier<PackageLimits> limits) {}
