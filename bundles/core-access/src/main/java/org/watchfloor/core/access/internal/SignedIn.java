package org.watchfloor.core.access.internal;

import java.time.Instant;

/**
 * A row of {@code access_session}.
 *
 * @param key the session's id as {@link Secrets#kept} made it
 * @param user name of the user
 * @param createdAt when the user signed in
 * @param seenAt when the session was last used
 * @param savedAt the {@code seenAt} that is on disk
 */
record SignedIn(String key, String user, Instant createdAt, Instant seenAt, Instant savedAt) {
  Instant expiresAt(Limits limits) {
    Instant idle = seenAt.plus(limits.idle());
    Instant absolute = createdAt.plus(limits.absolute());
    return idle.isBefore(absolute) ? idle : absolute;
  }

  SignedIn seen(Instant now) {
    return new SignedIn(key, user, createdAt, now, savedAt);
  }

  SignedIn saved() {
    return new SignedIn(key, user, createdAt, seenAt, seenAt);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "SignedIn[" + user + "]";
  }
}
