package org.watchfloor.console.web.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Session;

/** Who asks: by the cookie of a browser or the token of a script, as everywhere in the REST API. */
final class Caller {
  private static final String COOKIE = "watchfloor";
  private static final String BEARER = "Bearer ";

  private Caller() {}

  static Optional<Identity> of(HttpServletRequest request, Access access) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith(BEARER)) {
      return access.token(authorization.substring(BEARER.length()).strip());
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)) {
          return access.session(cookie.getValue()).map(Session::identity);
        }
      }
    }
    return Optional.empty();
  }
}
