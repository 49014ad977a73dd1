package org.watchfloor.plugin.signal.feed.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;

/** Makes the way in that a configuration asks for; every refusal begins with the key. */
final class Ways {
  private final SignalFeedConfig config;
  private final int maxBytes;

  private Ways(SignalFeedConfig config) {
    this.config = config;
    this.maxBytes = config.max_kib() << 10;
  }

  static Inbound of(SignalFeedConfig config) throws SourceException {
    Ways ways = new Ways(config);
    within("max.kib", config.max_kib(), 1, 16_384);
    return switch (config.transport()) {
      case "webhook" -> new Inbound.Webhook(ways.secret(), ways.maxBytes);
      case "poll" -> ways.poll();
      case "mqtt" -> ways.mqtt();
      case "tcp" -> ways.tcp();
      case "udp" -> ways.udp();
      case "files" -> ways.files();
      case "sftp" -> ways.sftp();
      default ->
          throw fault(
              "transport",
              "\""
                  + config.transport()
                  + "\" is none of webhook, poll, mqtt, tcp, udp, files, sftp");
    };
  }

  private WebhookSecret secret() throws SourceException {
    String secret = config._secret();
    if (secret.length() < 8) {
      throw fault(".secret", "must have at least 8 characters");
    }
    if (!config.auth().equals("path")) {
      needed("header", config.header());
    }
    return switch (config.auth()) {
      case "path" -> WebhookSecret.path(secret);
      case "header" -> WebhookSecret.header(config.header(), secret);
      case "hmac" -> WebhookSecret.hmacSha256(config.header(), secret);
      default -> throw fault("auth", "\"" + config.auth() + "\" is none of path, header, hmac");
    };
  }

  private Inbound poll() throws SourceException {
    URI address = uri("url", config.url(), "http", "https");
    Map<String, String> headers = Map.of();
    if (!config._key().isEmpty()) {
      headers = Map.of(needed("header", config.header()), config._key());
    }
    return new Inbound.Poll(address, period(), login(), headers, maxBytes);
  }

  private Inbound mqtt() throws SourceException {
    URI broker = uri("broker", config.broker(), "tcp", "ssl");
    String topic = needed("topic", config.topic());
    return new Inbound.Mqtt(broker, topic, login(), config.ca_file(), maxBytes);
  }

  private Inbound tcp() throws SourceException {
    Framing framing =
        switch (config.framing()) {
          case "lines" -> Framing.lines();
          case "stx-etx" -> Framing.stxEtx();
          case "length2" -> Framing.lengthPrefixed(2);
          case "length4" -> Framing.lengthPrefixed(4);
          default ->
              throw fault(
                  "framing",
                  "\"" + config.framing() + "\" is none of lines, stx-etx, length2, length4");
        };
    return new Inbound.Tcp(needed("host", config.host()), port(), framing, maxBytes);
  }

  private Inbound udp() throws SourceException {
    return new Inbound.Udp(needed("host", config.host()), port(), Math.min(maxBytes, 65_507));
  }

  private Inbound files() throws SourceException {
    String folder = needed("folder", config.folder());
    return new Inbound.Files(folder, needed("pattern", config.pattern()), maxBytes);
  }

  private Inbound sftp() throws SourceException {
    needed("user", config.user());
    return new Inbound.Sftp(
        needed("host", config.host()),
        port(),
        login(),
        config.key_file(),
        needed("host.key", config.host_key()),
        needed("folder", config.folder()),
        needed("pattern", config.pattern()),
        period(),
        maxBytes);
  }

  private Login login() {
    return new Login(config.user(), config._password());
  }

  private int port() throws SourceException {
    return within("port", config.port(), 1, 65_535);
  }

  private Duration period() throws SourceException {
    return Duration.ofSeconds(within("period.seconds", config.period_seconds(), 1, 86_400));
  }

  private static URI uri(String key, String text, String plain, String secure)
      throws SourceException {
    try {
      URI uri = new URI(needed(key, text));
      String scheme = String.valueOf(uri.getScheme());
      if ((scheme.equals(plain) || scheme.equals(secure))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, without the text, in which a password may stand
    }
    throw fault(
        key,
        "must be an address like "
            + plain
            + "://host or "
            + secure
            + "://host, without a user name or password in it");
  }

  private static int within(String key, int value, int min, int max) throws SourceException {
    if (value < min || value > max) {
      throw fault(key, value + " is not within " + min + " to " + max);
    }
    return value;
  }

  private static String needed(String key, String value) throws SourceException {
    if (value.isBlank()) {
      throw fault(key, "is missing; the transport needs it");
    }
    return value;
  }

  private static SourceException fault(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }
}
