package org.watchfloor.plugin.plate.genericcsv.internal;

import java.time.Duration;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;

/** Makes the way in that a configuration asks for; every refusal begins with the key. */
final class Ways {
  private Ways() {}

  /**
   * @throws IllegalArgumentException {@code key: reason}
   */
  static Inbound of(PlateGenericcsvConfig config) {
    int maxBytes = within("max.kib", config.max_kib(), 1, 32_768) << 10;
    String folder = needed("folder", config.folder());
    String pattern = needed("pattern", config.pattern());
    return switch (config.transport()) {
      case "files" -> new Inbound.Files(folder, pattern, maxBytes);
      case "sftp" ->
          new Inbound.Sftp(
              needed("host", config.host()),
              within("port", config.port(), 1, 65_535),
              new Login(needed("user", config.user()), config._password()),
              config.key_file(),
              needed("host.key", config.host_key()),
              folder,
              pattern,
              Duration.ofSeconds(within("period.seconds", config.period_seconds(), 1, 86_400)),
              maxBytes);
      default ->
          throw new IllegalArgumentException(
              "transport: \"" + config.transport() + "\" is none of files, sftp");
    };
  }

  private static int within(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          key + ": " + value + " is not within " + min + " to " + max);
    }
    return value;
  }

  private static String needed(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + ": is missing; the transport needs it");
    }
    return value;
  }
}
