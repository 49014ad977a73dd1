/**
 * Backups: archives of what every part owns, and their way back. Archives, staging and putting in
 * place need a JDK and nothing else, so that an empty machine can do it.
 */
@org.jspecify.annotations.NullMarked
package org.watchfloor.core.backup.internal;
