package org.watchfloor.core.access.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.access.internal.Trail.Act;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.store.StoreException;

/**
 * Sessions of those signed in. Thread-safe. Held in memory, because every request asks; kept in the
 * store, so that a restart signs nobody out.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** How far the store may be behind: after a kill a session ends so much too early. */
  private static final Duration SAVE_EVERY = Duration.ofMinutes(1);

  /** More than anybody has screens; with one more, the one that was not used longest ends. */
  private static final int MAX_PER_USER = 50;

  private final Tables tables;
  private final Mirror mirror;
  private final Trail trail;
  private final Clock clock;
  private final Limits limits;
  private final Users users;
  private final Map<String, SignedIn> byKey = new ConcurrentHashMap<>();

  Sessions(Tables tables, Mirror mirror, Trail trail, Clock clock, Limits limits, Users users) {
    this.tables = tables;
    this.mirror = mirror;
    this.trail = trail;
    this.clock = clock;
    this.limits = limits;
    this.users = users;
    reload();
    removeEnded();
  }

  /** Takes what is in the store, where other nodes may have changed it. */
  void reload() {
    long before = mirror.changes();
    Map<String, SignedIn> sessions = new HashMap<>();
    tables.sessions().forEach(session -> sessions.put(session.key(), session));
    mirror.replace(
        before,
        () -> {
          sessions.forEach((key, session) -> byKey.merge(key, session, Sessions::later));
          byKey.keySet().retainAll(sessions.keySet());
        });
  }

  private static SignedIn later(SignedIn one, SignedIn other) {
    return other.seenAt().isAfter(one.seenAt()) ? other : one;
  }

  Session open(User user, String origin) {
    String id = Secrets.session();
    Instant now = clock.instant();
    SignedIn session = new SignedIn(Secrets.kept(id), user.name(), now, now, now);
    trail.act(
        Act.of(user.name(), origin, "session.create", user.name()), () -> tables.insert(session));
    mirror.change(() -> byKey.put(session.key(), session));
    removeEnded();
    removeSurplus(user.name());
    return session(id, session, user);
  }

  /** The session, which is used by being asked for. */
  Optional<Session> find(String id) {
    Instant now = clock.instant();
    if (Secrets.isSession(id)) {
      byKey.computeIfPresent(Secrets.kept(id), (k, s) -> ended(s, now) ? s : s.seen(now));
    }
    Optional<Session> found = peek(id);
    found.ifPresent(session -> saveIfDue(Secrets.kept(id), now));
    return found;
  }

  /** The session, unused by being asked for. */
  Optional<Session> peek(String id) {
    SignedIn session = Secrets.isSession(id) ? byKey.get(Secrets.kept(id)) : null;
    if (session == null || ended(session, clock.instant())) {
      return Optional.empty();
    }
    return Optional.ofNullable(users.find(session.user())).map(user -> session(id, session, user));
  }

  private void saveIfDue(String key, Instant now) {
    SignedIn session = byKey.get(key);
    if (session != null && Duration.between(session.savedAt(), now).compareTo(SAVE_EVERY) >= 0) {
      save(session);
    }
  }

  private void save(SignedIn session) {
    try {
      tables.updateSeen(session);
      byKey.computeIfPresent(session.key(), (k, s) -> s.saved());
    } catch (StoreException e) {
      LOG.warn("The use of a session of {} cannot be saved: {}", session.user(), e.getMessage());
    }
  }

  void end(String id, String origin) {
    String key = Secrets.kept(id);
    SignedIn session = byKey.get(key);
    if (session != null) {
      trail.act(
          Act.of(session.user(), origin, "session.end", session.user()),
          () -> tables.deleteSessions(List.of(key)));
      mirror.change(() -> byKey.remove(key));
    }
  }

  /**
   * A user's sessions are in the store no more.
   *
   * @param stays key of the one that still is; empty for none
   */
  void removed(String user, String stays) {
    mirror.change(
        () -> byKey.values().removeIf(s -> s.user().equals(user) && !s.key().equals(stays)));
  }

  private void removeEnded() {
    Instant now = clock.instant();
    remove(byKey.values().stream().filter(s -> ended(s, now)).toList());
  }

  private void removeSurplus(String user) {
    List<SignedIn> theirs = new ArrayList<>(byKey.values());
    theirs.removeIf(s -> !s.user().equals(user));
    theirs.sort(Comparator.comparing(SignedIn::seenAt).reversed());
    if (theirs.size() > MAX_PER_USER) {
      remove(theirs.subList(MAX_PER_USER, theirs.size()));
    }
  }

  private void remove(List<SignedIn> sessions) {
    if (!sessions.isEmpty()) {
      List<String> keys = sessions.stream().map(SignedIn::key).toList();
      mirror.change(() -> byKey.keySet().removeAll(keys));
      tables.deleteSessions(keys);
      mirror.change(() -> byKey.keySet().removeAll(keys)); // they may have been read meanwhile
    }
  }

  private boolean ended(SignedIn session, Instant now) {
    return !now.isBefore(session.expiresAt(limits));
  }

  private Session session(String id, SignedIn session, User user) {
    return new Session(id, Secrets.csrf(id), user.identity(), session.expiresAt(limits));
  }
}
