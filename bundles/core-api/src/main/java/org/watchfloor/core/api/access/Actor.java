package org.watchfloor.core.api.access;

/**
 * Who does something, for the audit log and for timelines.
 *
 * @param name user name, {@code token:<name>} or {@code system}
 * @param origin where from: {@code https 127.0.0.1}, {@code ssh}, {@code local}
 */
public record Actor(String name, String origin) {
  public static final Actor SYSTEM = new Actor("system", "local");
}
