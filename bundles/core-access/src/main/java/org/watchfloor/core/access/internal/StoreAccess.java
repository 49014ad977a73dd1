package org.watchfloor.core.access.internal;

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
import org.osgi.service.component.annotations.Reference;
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
    users = new Users(tables, trail, clock, new Passwords(limits.iterations()));
    tokens = new Tokens(tables, trail, clock);
    sessions = new Sessions(tables, trail, clock, limits, users);
    provideFirstAdmin(new FirstAdmin(directory));
  }

  private void provideFirstAdmin(FirstAdmin first) {
    if (users.isEmpty()) {
      makeFirstAdmin(first);
    }
    if (first.publish()) {
      LOG.info("The first administrator's name, password and API token: {}", first.file());
    }
  }

  private void makeFirstAdmin(FirstAdmin first) {
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
    trail.act(
        new Act("system", "local", "user.create", user.name(), facts),
        () -> tables.insert(user, token));
    users.added(user);
    tokens.added(token);
  }

  @Override
  public Identity authenticate(String user, String password, String origin) throws AccessDenied {
    User known = users.check(user, password, origin, "user.authenticate");
    trail.act(Act.of(known.name(), origin, "user.authenticate", known.name()), () -> {});
    return known.identity();
  }

  @Override
  public Session signIn(String user, String password, String origin) throws AccessDenied {
    return sessions.open(users.check(user, password, origin, "session.create"), origin);
  }

  @Override
  public Optional<Session> session(String sessionId) {
    return sessions.find(sessionId);
  }

  @Override
  public void signOut(String sessionId, String origin) {
    sessions.end(sessionId, origin);
  }

  @Override
  public Optional<Identity> token(String secret) {
    return tokens.identity(secret);
  }

  @Override
  public String createToken(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    return tokens.create(name, roles, lifetime, by, origin);
  }

  @Override
  public boolean revokeToken(String name, Identity by, String origin) {
    return tokens.revoke(name, by, origin);
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
