package org.watchfloor.core.api.journal;

/**
 * Positions whose entries cannot be read any more.
 *
 * @param from first of them
 * @param to last of them
 * @param words what is wrong with them
 */
public record Damage(long from, long to, String words) {}
