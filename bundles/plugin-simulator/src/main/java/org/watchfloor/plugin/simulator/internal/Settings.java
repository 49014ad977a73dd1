package org.watchfloor.plugin.simulator.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A configuration that has been checked. Immutable.
 *
 * @param center address without a path
 * @param keystore PKCS12 with the center's certificate
 * @param tokenFile empty where inventory and hot list are to be left as they are
 * @param secret of the webhooks
 * @param port for pictures; 0 for any
 */
record Settings(
    URI center,
    Path keystore,
    String keystorePassword,
    Optional<Path> tokenFile,
    String secret,
    int port,
    String user,
    String password) {

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  static Settings of(SimulatorConfig config) throws SourceException {
    if (config.picture_port() < 0 || config.picture_port() > 65_535) {
      throw config("picture.port", config.picture_port() + " is not within 0 to 65535");
    }
    if (config.user().isBlank()) {
      throw config("user", "is empty");
    }
    return new Settings(
        center(config.center_url()),
        path("trust.keystore", config.trust_keystore()),
        config._trustPassword(),
        config.token_file().isBlank()
            ? Optional.empty()
            : Optional.of(path("token.file", config.token_file())),
        secret(".secret", config._secret()),
        config.picture_port(),
        config.user(),
        secret(".password", config._password()));
  }

  private static URI center(String value) throws SourceException {
    URI address;
    try {
      address = new URI(value.strip()).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw config("center.url", "is not an address");
    }
    String path = address.getRawPath();
    if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
      throw config("center.url", "must be https:// and a host");
    }
    if (address.getUserInfo() != null || (path != null && !path.isEmpty() && !path.equals("/"))) {
      throw config("center.url", "must have neither user nor path");
    }
    return address.resolve("/");
  }

  private static Path path(String key, String value) throws SourceException {
    if (value.isBlank()) {
      throw config(key, "is not set");
    }
    try {
      return Path.of(value.strip());
    } catch (InvalidPathException e) {
      throw config(key, "is not a path");
    }
  }

  private static String secret(String key, String value) throws SourceException {
    if (!value.matches("[A-Za-z0-9_-]{8,256}")) {
      throw config(key, "must have 8 to 256 letters, digits, hyphens or underscores");
    }
    return value;
  }

  private static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "Settings[" + center + "]";
  }
}
