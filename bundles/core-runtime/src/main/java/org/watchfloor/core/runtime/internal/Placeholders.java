package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code env:NAME} and {@code file:/path} into configuration values, in braces or in square
 * brackets, and system properties, {@code ${karaf.etc}} or {@code ${name:-default}}, in braces. The
 * brackets are for {@code .cfg} files that a person writes: Felix File Install replaces every
 * {@code ${...}} that it does not know by nothing before anybody else sees it. A name in braces
 * that nobody knows stays as it is.
 */
final class Placeholders {
  private static final Pattern FORM =
      Pattern.compile("\\$(?:\\{(env|file):([^}]*)\\}|\\[(env|file):([^\\]]*)\\])");

  /** Within the braces of a file's name, too, and therefore filled first. */
  private static final Pattern PROPERTY =
      Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9._-]*?)(:-([^{}]*))?\\}");

  /** Longest file that a value is read from, bytes: a password or a key, not a data set. */
  private static final long MAX_FILE = 64 << 10;

  private final Function<String, @Nullable String> environment;
  private final Function<String, @Nullable String> properties;

  Placeholders(Function<String, @Nullable String> environment) {
    this(environment, System::getProperty);
  }

  /**
   * @param properties of the system, by name
   */
  Placeholders(
      Function<String, @Nullable String> environment,
      Function<String, @Nullable String> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  /** A String or String[] with its placeholders filled; other values as they are. */
  Object fill(String key, Object value) throws ConfigFault {
    if (value instanceof String text) {
      return fillText(key, text);
    }
    if (value instanceof String[] texts) {
      String[] filled = new String[texts.length];
      for (int i = 0; i < texts.length; i++) {
        filled[i] = fillText(key, texts[i]);
      }
      return filled;
    }
    return value;
  }

  private String fillText(String key, String text) throws ConfigFault {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Matcher matcher = FORM.matcher(withProperties(text));
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      boolean braces = matcher.group(1) != null;
      String kind = String.valueOf(matcher.group(braces ? 1 : 3));
      String name = String.valueOf(matcher.group(braces ? 2 : 4)).trim();
      String value = kind.equals("env") ? variable(key, name) : content(key, name);
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  private String withProperties(String text) {
    return PROPERTY
        .matcher(text)
        .replaceAll(
            found -> {
              String value = properties.apply(String.valueOf(found.group(1)));
              String fallback = found.group(2) == null ? found.group() : found.group(3);
              boolean known = value != null && (found.group(2) == null || !value.isEmpty());
              return Matcher.quoteReplacement(String.valueOf(known ? value : fallback));
            });
  }

  private String variable(String key, String name) throws ConfigFault {
    String value = environment.apply(name);
    if (value == null) {
      throw new ConfigFault(key, "the environment variable " + name + " is not set");
    }
    return value.trim();
  }

  private static String content(String key, String name) throws ConfigFault {
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_FILE) {
        throw new ConfigFault(key, "the file " + name + " is larger than 64 KiB");
      }
      return Files.readString(file).trim();
    } catch (IOException | InvalidPathException e) {
      throw new ConfigFault(
          key, "the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
