/** Plate reads of OpenALPR and Rekor Scout agents. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.openalpr.internal;
