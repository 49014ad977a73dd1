package org.watchfloor.console.web.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Security-Policy (CSP Level 3) of the screens: everything from this center, no inline
 * script or style. The one inline script is the page's import map, which cannot be a file; the
 * policy names it by its hash, worked out from the page itself so that the two cannot drift apart.
 */
final class ContentSecurity {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private ContentSecurity() {}

  static String policy(String page) {
    StringBuilder scripts = new StringBuilder("script-src 'self'");
    Matcher map = IMPORT_MAP.matcher(page);
    while (map.find()) {
      byte[] hash = Etags.sha256(map.group(1).getBytes(StandardCharsets.UTF_8));
      scripts.append(" 'sha256-").append(Base64.getEncoder().encodeToString(hash)).append('\'');
    }
    return String.join(
        "; ",
        "default-src 'self'",
        scripts,
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'");
  }
}
