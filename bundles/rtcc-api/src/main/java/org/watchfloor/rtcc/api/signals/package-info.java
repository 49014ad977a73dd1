/** The history of signals of every kind but plate reads, which have one of their own. */
@org.osgi.annotation.bundle.Export(
    substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.api.signals;
