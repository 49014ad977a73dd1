package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.core.api.store.StoreException;

/**
 * A password as it is configured: itself, or {@code $[env:NAME]} or {@code $[file:/path]}, also in
 * braces, as in the configuration of sources. It is read anew for each connection, so that it may
 * change.
 */
final class Secret {
  private static final Pattern FORM =
      Pattern.compile("\\$(?:\\{(env|file):([^}]*)}|\\[(env|file):([^\\]]*)])");

  private static final long MAX_FILE = 64 << 10;

  private Secret() {}

  /**
   * @throws StoreException naming what is missing
   */
  static String of(String configured) {
    Matcher form = FORM.matcher(configured.strip());
    if (!form.matches()) {
      return configured;
    }
    boolean braces = form.group(1) != null;
    String name = String.valueOf(form.group(braces ? 2 : 4)).strip();
    return "env".equals(form.group(braces ? 1 : 3)) ? variable(name) : content(name);
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new StoreException(
          StoreConfig.FILE + ": .password: the environment variable " + name + " is not set");
    }
    return value.strip();
  }

  private static String content(String name) {
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_FILE) {
        throw new StoreException(
            StoreConfig.FILE + ": .password: the file " + name + " is larger than 64 KiB");
      }
      return Files.readString(file).strip();
    } catch (IOException | InvalidPathException e) {
      throw new StoreException(
          "%s: .password: the file %s cannot be read (%s)"
              .formatted(StoreConfig.FILE, name, e.getClass().getSimpleName()),
          e);
    }
  }
}
