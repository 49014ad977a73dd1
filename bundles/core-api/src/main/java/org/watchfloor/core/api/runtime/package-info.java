/** Plugins, their sources, and how their transports are opened. */
@org.osgi.annotation.bundle.Export(
    substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.2.0")
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.api.runtime;
