package org.watchfloor.core.api.access;

import java.time.Instant;

/**
 * A person signed in.
 *
 * @param id secret, for the cookie
 * @param csrf secret that a browser must send back in {@code X-CSRF-Token} with each change
 * @param identity who
 * @param expiresAt UTC; moves on with use
 */
public record Session(String id, String csrf, Identity identity, Instant expiresAt) {
  /** Never shows the secrets. */
  @Override
  public String toString() {
    return "Session[" + identity.name() + "]";
  }
}
