package org.watchfloor.core.api.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sign-in, sessions, users and API tokens. Thread-safe; calls block. Every act is audited by the
 * implementation.
 */
@ProviderType
public interface Access {
  /**
   * Checks name and password. Takes as long for an unknown name as for a wrong password.
   *
   * @param origin for the audit log, for instance {@code ssh 127.0.0.1}
   * @throws AccessDenied if they do not match, or after 5 wrong ones within 15 minutes
   */
  Identity authenticate(String user, String password, String origin) throws AccessDenied;

  /** Signs in: authenticates and opens a session. */
  Session signIn(String user, String password, String origin) throws AccessDenied;

  /** The session of a cookie, and moves its expiry on. Empty if there is none or it has expired. */
  Optional<Session> session(String sessionId);

  void signOut(String sessionId, String origin);

  /** Who an API token stands for. Empty if there is none or it has expired. */
  Optional<Identity> token(String secret);

  /**
   * Makes an API token.
   *
   * @return the secret, shown this once only
   * @throws IllegalArgumentException if the name is taken or the lifetime is not within 1 minute to
   *     366 days
   */
  String createToken(String name, Set<Role> roles, Duration lifetime, Identity by, String origin);

  /** False if there is none of that name. */
  boolean revokeToken(String name, Identity by, String origin);

  List<TokenInfo> tokens();

  /**
   * Makes a user.
   *
   * @throws IllegalArgumentException if the name is taken, or the password has fewer than 12
   *     characters
   */
  void createUser(String name, String password, Set<Role> roles, Identity by, String origin);

  /** Names and roles of all users. */
  List<Identity> users();
}
