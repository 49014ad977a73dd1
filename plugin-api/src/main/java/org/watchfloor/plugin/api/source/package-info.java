/**
 * The plugin's side of a device or feed: decoder plugins, session plugins and what the platform
 * gives them.
 */
@org.osgi.annotation.bundle.Export(
    substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.1.0")
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.api.source;
