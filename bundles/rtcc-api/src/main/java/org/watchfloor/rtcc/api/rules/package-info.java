/** What makes alerts of signals: kinds that say so, and the agency's own rules. */
@org.osgi.annotation.bundle.Export(
    substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
@org.jspecify.annotations.NullMarked
package org.watchfloor.rtcc.api.rules;
