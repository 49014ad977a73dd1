package org.watchfloor.console.rest.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.watchfloor.console.rest.internal.http.Caller;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Session;

/**
 * Lets a request through to its route: who calls, may they, and did a browser mean it. Asks {@link
 * Access} once a request. Thread-safe.
 */
final class Gate {
  static final String COOKIE = "watchfloor";
  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final String BEARER = "Bearer ";

  /** Longer than any secret that the center makes: not worth a look-up. */
  private static final int MAX_SECRET = 512;

  private final Parts parts;

  Gate(Parts parts) {
    this.parts = parts;
  }

  /**
   * Who calls; empty for a route that anybody may call.
   *
   * @throws Problem 401 without a valid session or token
   */
  Optional<Caller> identify(Route route, HttpServletRequest request) throws Problem {
    if (!route.need().signedIn() || (route.need().loopback() && fromThisMachine(request))) {
      return Optional.empty();
    }
    return Optional.of(identify(request));
  }

  /**
   * Whether a caller may, and meant to.
   *
   * @throws Problem 403 without the role or the CSRF token
   */
  void check(Route route, Caller caller, HttpServletRequest request) throws Problem {
    if (!route.need().metBy(caller.identity())) {
      throw Problem.of(403, "This needs the role " + route.need().words() + ".");
    }
    if (route.method().changes()
        && caller.session().isPresent()
        && !same(caller.session().get().csrf(), request.getHeader(CSRF_HEADER))) {
      throw Problem.of(
          403,
          "The header "
              + CSRF_HEADER
              + " must carry the csrf value of GET /api/v1/session with every change.");
    }
  }

  private Caller identify(HttpServletRequest request) throws Problem {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      // who sends a token means the token: a cookie beside it does not repair a wrong one
      return ofToken(authorization, request);
    }
    String id = cookie(request);
    if (id == null) {
      throw unauthorized("Sign in with POST /api/v1/session, or send Authorization: Bearer.");
    }
    Access access = parts.access();
    Session session =
        access.session(id).orElseThrow(() -> unauthorized("The session has ended; sign in again."));
    return new Caller(
        session.identity(),
        Optional.of(session),
        actor(session.identity(), request),
        // an open stream is no sign that somebody is there
        now -> now.peek(id).map(Session::identity));
  }

  private Caller ofToken(String authorization, HttpServletRequest request) throws Problem {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw unauthorized("Only Authorization: Bearer is understood.");
    }
    String secret = authorization.substring(BEARER.length()).strip();
    if (secret.isEmpty() || secret.length() > MAX_SECRET) {
      throw unauthorized("The token is not one of this center's.");
    }
    Identity identity =
        parts
            .access()
            .token(secret)
            .orElseThrow(() -> unauthorized("The token is unknown, revoked or has expired."));
    return new Caller(
        identity, Optional.empty(), actor(identity, request), now -> now.token(secret));
  }

  private static Actor actor(Identity identity, HttpServletRequest request) {
    return new Actor(identity.name(), "https " + request.getRemoteAddr());
  }

  private static @Nullable String cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)
            && !cookie.getValue().isEmpty()
            && cookie.getValue().length() <= MAX_SECRET) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  private static Problem unauthorized(String detail) {
    // RFC 9110, 15.5.2: a 401 names a way to sign in
    return Problem.of(401, detail).header("WWW-Authenticate", "Bearer realm=\"watchfloor\"");
  }

  /** Compares in a time that does not tell how much of the secret was right. */
  private static boolean same(String secret, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** A proxy on this machine speaks for others: what it forwards does not come from here. */
  private static boolean fromThisMachine(HttpServletRequest request) {
    if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
      return false;
    }
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
