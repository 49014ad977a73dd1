package org.watchfloor.core.api.access;

import java.time.Instant;
import java.util.Set;

/** An API token as it may be shown: without its secret. Times are UTC. */
public record TokenInfo(
    String name, Set<Role> roles, String createdBy, Instant createdAt, Instant expiresAt) {
  public TokenInfo {
    roles = Set.copyOf(roles);
  }
}
