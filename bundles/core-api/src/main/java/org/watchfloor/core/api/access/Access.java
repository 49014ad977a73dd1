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

  /**
   * The session of a cookie as {@link #session} finds it, without moving its expiry on: for streams
   * that stay open, which are no sign that somebody is there.
   */
  Optional<Session> peek(String sessionId);

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
   * @throws IllegalArgumentException if the name is taken or was that of a removed user, or the
   *     password is the name or has fewer than 12 characters
   */
  void createUser(String name, String password, Set<Role> roles, Identity by, String origin);

  /**
   * Changes a person's own password and ends their other sessions. A wrong old password counts as a
   * wrong one at sign-in.
   *
   * @param sessionId the session that the person asks from, which stays; empty to end all
   * @throws AccessDenied as {@link #authenticate} does
   * @throws IllegalArgumentException beginning with {@code newPassword: }, if the new one is the
   *     old one or the name, or has fewer than 12 characters
   */
  void changePassword(
      String user,
      String oldPassword,
      String newPassword,
      Optional<String> sessionId,
      String origin)
      throws AccessDenied;

  /**
   * Gives a user another password and ends all their sessions. A name that was locked after wrong
   * passwords is unlocked.
   *
   * @return false if there is no such user
   * @throws IllegalArgumentException if the password is the name or has fewer than 12 characters
   */
  boolean setPassword(String name, String newPassword, Identity by, String origin);

  /**
   * Gives a user other roles, which hold at once in all their sessions.
   *
   * @return false if there is no such user
   * @throws IllegalArgumentException if there are none, or the user is the last administrator and
   *     would be none any more
   */
  boolean setRoles(String name, Set<Role> roles, Identity by, String origin);

  /**
   * Removes a user and ends all their sessions. The name is nobody else's for ever, so that it
   * means one person in the audit log and in timelines. Tokens that the user has made stay.
   *
   * @return false if there is no such user
   * @throws IllegalArgumentException if the user is the last administrator
   */
  boolean removeUser(String name, Identity by, String origin);

  /** Names and roles of all users. */
  List<Identity> users();
}
