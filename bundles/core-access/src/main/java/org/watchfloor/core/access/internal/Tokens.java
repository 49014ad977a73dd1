package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.TokenInfo;

/** API tokens. Thread-safe. Held in memory, because every request asks; kept in the store. */
final class Tokens {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Tables tables;
  private final Mirror mirror;
  private final Trail trail;
  private final Clock clock;
  private final Map<String, Token> bySecret = new ConcurrentHashMap<>();

  Tokens(Tables tables, Mirror mirror, Trail trail, Clock clock) {
    this.tables = tables;
    this.mirror = mirror;
    this.trail = trail;
    this.clock = clock;
    reload();
  }

  /** Takes what is in the store, where other nodes may have changed it. */
  void reload() {
    long before = mirror.changes();
    Map<String, Token> tokens = new HashMap<>();
    tables.tokens().forEach(token -> tokens.put(token.secret(), token));
    mirror.replace(
        before,
        () -> {
          bySecret.putAll(tokens);
          bySecret.keySet().retainAll(tokens.keySet());
        });
  }

  Optional<Identity> identity(String secret) {
    if (!Secrets.isToken(secret)) {
      return Optional.empty();
    }
    return Optional.ofNullable(bySecret.get(Secrets.kept(secret)))
        .filter(token -> clock.instant().isBefore(token.expiresAt()))
        .map(Token::identity);
  }

  /** Whether there is such a token, be it over or not. */
  boolean has(String secret) {
    return bySecret.containsKey(Secrets.kept(secret));
  }

  List<TokenInfo> all() {
    return bySecret.values().stream()
        .sorted(Comparator.comparing(Token::name))
        .map(Token::info)
        .toList();
  }

  synchronized String create(
      String name, Set<Role> roles, Duration lifetime, Identity by, String origin) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: must have 1 to 64 letters, digits, dots, hyphens, underscores");
    }
    find(name)
        .ifPresent(
            token -> {
              throw new IllegalArgumentException(
                  "name: there is a token "
                      + name
                      + " already, which expires "
                      + token.expiresAt()
                      + "; revoke it first");
            });
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles: must name at least one");
    }
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "lifetime: " + lifetime + " is not within 1 minute to 366 days");
    }
    String secret = Secrets.token();
    Token token = make(name, secret, roles, lifetime, by.name());
    Map<String, String> facts =
        Map.of("roles", Tables.words(roles), "expiresAt", token.expiresAt().toString());
    trail.act(new Act(by.name(), origin, "token.create", name, facts), () -> tables.insert(token));
    added(token);
    return secret;
  }

  Token make(String name, String secret, Set<Role> roles, Duration lifetime, String by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Token(name, Secrets.kept(secret), roles, by, now, now.plus(lifetime));
  }

  /** The token is in the store now. */
  void added(Token token) {
    mirror.change(() -> bySecret.put(token.secret(), token));
  }

  synchronized boolean revoke(String name, Identity by, String origin) {
    Optional<Token> found = find(name);
    if (found.isEmpty()) {
      return false;
    }
    trail.act(Act.of(by.name(), origin, "token.revoke", name), () -> tables.deleteToken(name));
    mirror.change(() -> bySecret.remove(found.get().secret()));
    return true;
  }

  private Optional<Token> find(String name) {
    return bySecret.values().stream().filter(token -> token.name().equals(name)).findFirst();
  }
}
