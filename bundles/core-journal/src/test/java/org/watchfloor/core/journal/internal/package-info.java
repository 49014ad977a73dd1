@org.jspecify.annotations.NullMarked
package org.watchfloor.core.journal.internal;
