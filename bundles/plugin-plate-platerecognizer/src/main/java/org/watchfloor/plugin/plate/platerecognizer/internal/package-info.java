/** Plate reads of Plate Recognizer Stream. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.plugin.plate.platerecognizer.internal;
