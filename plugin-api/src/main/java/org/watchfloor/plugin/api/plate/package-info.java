/** Reading plates in pictures, as a service of whichever plugin can. */
@org.osgi.annotation.bundle.Export(
    substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.api.plate;
