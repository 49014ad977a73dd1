@org.jspecify.annotations.NullMarked
package org.watchfloor.core.backup.internal;
