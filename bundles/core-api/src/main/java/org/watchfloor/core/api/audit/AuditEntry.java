package org.watchfloor.core.api.audit;

import java.time.Instant;

/**
 * A record in the log.
 *
 * @param number 1 and up, without gaps
 * @param at UTC, to the millisecond
 * @param record what was done
 * @param hash of this entry and the one before it, SHA-256, hexadecimal
 */
public record AuditEntry(long number, Instant at, AuditRecord record, String hash) {}
