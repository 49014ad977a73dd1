/** Renders plates and scenes, and trains the plate reader's model from them. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.tools.platemodel;
