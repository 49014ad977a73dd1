package org.watchfloor.core.access.internal;

import java.time.Instant;
import java.util.Set;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.TokenInfo;

/**
 * A row of {@code access_token}.
 *
 * @param secret as {@link Secrets#kept} made it
 */
record Token(
    String name,
    String secret,
    Set<Role> roles,
    String createdBy,
    Instant createdAt,
    Instant expiresAt) {
  Identity identity() {
    return new Identity("token:" + name, roles);
  }

  TokenInfo info() {
    return new TokenInfo(name, roles, createdBy, createdAt, expiresAt);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "Token[" + name + "]";
  }
}
