package org.watchfloor.plugin.plate.flock.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A configuration that can work.
 *
 * @param api without a path
 * @param clientId of the integration
 * @param clientSecret of the integration
 * @param tokenAudience that the token is asked for
 * @param callback where Flock sends alerts
 * @param secret that Flock proves itself with
 * @param audience {@code organization} or {@code any}
 * @param jurisdiction whether alerts of shared networks come too
 * @param subscribe whether alerts are wanted; the subscription is deleted otherwise
 * @param pictures whether they are fetched
 * @param period between two checks
 * @param hotListFile CSV; empty for none
 * @param hotListName of the list at Flock
 */
record Settings(
    URI api,
    String clientId,
    String clientSecret,
    String tokenAudience,
    URI callback,
    String secret,
    String audience,
    boolean jurisdiction,
    boolean subscribe,
    boolean pictures,
    Duration period,
    Optional<Path> hotListFile,
    String hotListName) {

  static Settings of(PlateFlockConfig config) throws SourceException {
    if (config._secret().length() < 8) {
      throw fault(".secret", "must have at least 8 characters");
    }
    if (config._client_secret().isBlank()) {
      throw fault(".client.secret", "is missing");
    }
    if (config.check_seconds() < 10 || config.check_seconds() > 86_400) {
      throw fault("check.seconds", config.check_seconds() + " is not within 10 to 86400");
    }
    String audience = config.audience();
    if (!Set.of("organization", "any").contains(audience)) {
      throw fault("audience", "\"" + audience + "\" is none of organization, any");
    }
    return new Settings(
        uri("api.url", config.api_url(), ""),
        needed("client.id", config.client_id()),
        config._client_secret(),
        needed("token.audience", config.token_audience()),
        uri("callback.url", config.callback_url(), "/hooks/"),
        config._secret(),
        audience,
        config.jurisdiction(),
        config.subscribe(),
        config.pictures(),
        Duration.ofSeconds(config.check_seconds()),
        file(config.hotlist_file()),
        needed("hotlist.name", config.hotlist_name()));
  }

  private static Optional<Path> file(String text) throws SourceException {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(text.strip());
      if (path.isAbsolute()) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw fault("hotlist.file", "must be an absolute path");
  }

  private static URI uri(String key, String text, String within) throws SourceException {
    try {
      URI uri = new URI(needed(key, text).replaceAll("/+$", ""));
      boolean good = uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null;
      if (good && isSafe(uri) && String.valueOf(uri.getPath()).contains(within)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, without the text, in which a password may stand
    }
    throw fault(
        key,
        "must be an https address"
            + (within.isEmpty() ? "" : " with " + within + " in its path")
            + ", without a user name or password in it");
  }

  /** Credentials go there: without TLS only to this machine itself, where a gateway may be. */
  private static boolean isSafe(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || (scheme.equals("http") && isLoopback(uri));
  }

  static boolean isLoopback(URI uri) {
    return Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(uri.getHost()));
  }

  private static String needed(String key, String value) throws SourceException {
    if (value.isBlank()) {
      throw fault(key, "is missing");
    }
    return value.strip();
  }

  private static SourceException fault(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "Settings[" + api + " " + callback + "]";
  }
}
