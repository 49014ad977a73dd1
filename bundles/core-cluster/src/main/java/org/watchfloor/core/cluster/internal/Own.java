package org.watchfloor.core.cluster.internal;

import java.util.function.LongFunction;
import org.watchfloor.core.api.journal.Draft;

/**
 * What a node has for itself.
 *
 * @param beginner whether its copy lacks something
 * @param opening makes the entry that it begins a term with
 */
record Own(Beginner beginner, LongFunction<Draft> opening) {}
