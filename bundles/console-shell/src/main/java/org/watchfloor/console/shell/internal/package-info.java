/** The {@code rtcc:} commands of the shell. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.console.shell.internal;
