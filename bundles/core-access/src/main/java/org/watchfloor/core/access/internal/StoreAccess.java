package org.watchfloor.core.access.internal;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.access.TokenInfo;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.StoreException;

/**
 * Users, sessions and API tokens in the store. Thread-safe. At the first start it makes an
 * administrator and leaves the secrets in a file for the machine's owner. Sessions and tokens are
 * looked up in memory; what is revoked is out when the call returns.
 */
@Component(
    service = {Access.class, HealthCheck.class},
    configurationPid = AccessConfig.PID)
@Designate(ocd = AccessConfig.class)
public final class StoreAccess implements Access, HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);
  private static final String FIRST_USER = "admin";
  private static final String FIRST_TOKEN = "initial-admin";
  private static final Duration FIRST_TOKEN_LIFETIME = Duration.ofDays(30);

  private final Tables tables;
  private final Trail trail;
  private final Users users;
  private final Tokens tokens;
  private final Sessions sessions;
  private final UserChanges changes;
  private final FirstAdmin first;
  private final Refresh refresh = new Refresh(this::reload);

  /** Opens the users of this Karaf. Without store or audit log nobody gets in. */
  @Activate
  public StoreAccess(AccessConfig config, @Reference Store store, @Reference Audit audit) {
    this(
        Limits.of(config),
        store,
        audit,
        Path.of(System.getProperty("karaf.data", "data"), "watchfloor"),
        Clock.systemUTC());
    if (config.password_iterations() < Passwords.MIN_ITERATIONS) {
      LOG.warn(
          "password.iterations = {} in {} is too low; {} are used",
          config.password_iterations(),
          AccessConfig.PID,
          Passwords.MIN_ITERATIONS);
    }
  }

  StoreAccess(Limits limits, Store store, Audit audit, Path directory, Clock clock) {
    tables = new Tables(store);
    trail = new Trail(audit);
    Passwords passwords = new Passwords(limits.iterations());
    Mirror mirror = new Mirror();
    users = new Users(tables, mirror, trail, clock, passwords);
    tokens = new Tokens(tables, mirror, trail, clock);
    sessions = new Sessions(tables, mirror, trail, clock, limits, users);
    changes = new UserChanges(tables, trail, clock, passwords, users, sessions);
    first = new FirstAdmin(directory);
    provideFirstAdmin();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCluster(Cluster service) {
    refresh.came(service);
  }

  void unsetCluster(Cluster service) {
    refresh.went(service);
  }

  @Deactivate
  void stop() {
    refresh.close();
  }

  /** Users last: a session of a user who is not known yet is no session. */
  private void reload() {
    tokens.reload();
    sessions.reload();
    users.reload();
  }

  private void provideFirstAdmin() {
    if (users.isEmpty()) {
      makeFirstAdmin();
    }
    if (first.publish(tokens::has)) {
      LOG.info("The first administrator's name, password and API token: {}", first.file());
    }
  }

  private void makeFirstAdmin() {
    String password = Secrets.password();
    String secret = Secrets.token();
    Set<Role> all = EnumSet.allOf(Role.class);
    User user = users.make(FIRST_USER, password, all, "system");
    Token token = tokens.make(FIRST_TOKEN, secret, all, FIRST_TOKEN_LIFETIME, "system");
    first.prepare(FIRST_USER, password, secret);
    Map<String, String> facts =
        Map.of(
            "roles", Tables.words(all),
            "token", token.name(),
            "tokenExpiresAt", token.expiresAt().toString());
    try {
      trail.act(
          new Act("system", "local", "user.create", user.name(), facts),
          () -> tables.insert(user, token));
    } catch (StoreException e) {
      madeElsewhere(e);
      return;
    }
    users.added(user);
    tokens.added(token);
  }

  /** Of nodes that start together on one empty store, one makes the administrator for all. */
  private void madeElsewhere(StoreException refused) {
    users.reload();
    tokens.reload();
    if (users.isEmpty()) {
      throw refused;
    }
    LOG.info("Another node has made the first administrator, and has the file that tells of it");
  }

  /** A void secret in the file would be taken for one that opens the center. */
  private void forgetFirst(String field) {
    try {
      if (first.forget(field)) {
        LOG.info("The first administrator's {} is void and no longer in {}", field, first.file());
      }
    } catch (UncheckedIOException e) {
      LOG.warn(
          "The first administrator's {} is void, but may still be in {}; delete the file: {}",
          field,
          first.file(),
          e.getMessage());
    }
  }

  @Override
  public Identity authenticate(String user, String password, String origin) throws AccessDenied {
    return users.checked(
        user,
        password,
        origin,
        "user.authenticate",
        known -> {
          trail.act(Act.of(known.name(), origin, "user.authenticate", known.name()), () -> {});
          return known.identity();
        });
  }

  @Override
  public Session signIn(String user, String password, String origin) throws AccessDenied {
    return users.checked(
        user, password, origin, "session.create", known -> sessions.open(known, origin));
  }

  @Override
  public Optional<Session> session(String sessionId) {
    Optional<Session> found = sessions.find(sessionId);
    return found.isEmpty() && Secrets.isSession(sessionId) && refresh.missed()
        ? sessions.find(sessionId)
        : found;
  }

  @Override
  public Optional<Session> peek(String sessionId) {
    return sessions.peek(sessionId);
  }

  @Override
  public void signOut(String sessionId, String origin) {
    sessions.end(sessionId, origin);
  }

  @Override
  public Optional<Identity> token(String secret) {
    Optional<Identity> found = tokens.identity(secret);
    return found.isEmpty() && Secrets.isToken(secret) && refresh.missed()
        ? tokens.identity(secret)
        : found;
  }

  @Override
  public String createToken(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    return tokens.create(name, roles, lifetime, by, origin);
  }

  @Override
  public boolean revokeToken(String name, Identity by, String origin) {
    boolean revoked = tokens.revoke(name, by, origin);
    if (revoked && name.equals(FIRST_TOKEN)) {
      forgetFirst(FirstAdmin.TOKEN);
    }
    return revoked;
  }

  @Override
  public List<TokenInfo> tokens() {
    return tokens.all();
  }

  @Override
  public void createUser(
      String name, String password, Set<Role> roles, Identity by, String origin) {
    users.create(name, password, roles, by, origin);
  }

  @Override
  public void changePassword(
      String user,
      String oldPassword,
      String newPassword,
      Optional<String> sessionId,
      String origin)
      throws AccessDenied {
    passwordGone(changes.ownPassword(user, oldPassword, newPassword, sessionId, origin));
  }

  @Override
  public boolean setPassword(String name, String newPassword, Identity by, String origin) {
    return changes.password(name, newPassword, by, origin) && passwordGone(name);
  }

  @Override
  public boolean setRoles(String name, Set<Role> roles, Identity by, String origin) {
    return changes.roles(name, roles, by, origin);
  }

  @Override
  public boolean removeUser(String name, Identity by, String origin) {
    return changes.remove(name, by, origin) && passwordGone(name);
  }

  private boolean passwordGone(String name) {
    if (name.equals(FIRST_USER)) {
      forgetFirst(FirstAdmin.PASSWORD);
    }
    return true;
  }

  @Override
  public List<Identity> users() {
    return users.all();
  }

  @Override
  public String name() {
    return "access";
  }

  @Override
  public HealthResult check() {
    try {
      return tables.userCount() > 0
          ? HealthResult.OK
          : HealthResult.critical(
              "The users are gone from the store, and nobody can sign in after the next restart:"
                  + " restore a backup");
    } catch (StoreException e) {
      return HealthResult.critical("The users cannot be read: " + e.getMessage());
    }
  }
}
