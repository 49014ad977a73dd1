/** The audit log in hash-chained files. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.audit.internal;
