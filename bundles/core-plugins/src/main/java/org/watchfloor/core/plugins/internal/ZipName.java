package org.watchfloor.core.plugins.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * An entry of an archive as its directory announces it, with a name that leads nowhere else.
 *
 * @param name with {@code /} between its parts; ends with one for a folder
 * @param size bytes, unpacked
 * @param compressed bytes
 */
record ZipName(String name, long size, long compressed) {
  private static final int MAX_NAME = 512;

  /** POSIX stat.h: the part of a file's mode that says what it is, and a symbolic link in it. */
  private static final int FORMAT = 0170000;

  private static final int LINK = 0120000;

  /** Deflate reaches 1,032 to 1; nothing in a plugin comes near a fifth of that. */
  private static final int MAX_RATIO = 200;

  private static final long SMALL = 1 << 20;

  static ZipName of(byte[] bytes, long size, long compressed, int unixMode) throws PackageRefused {
    String name = text(bytes);
    if ((unixMode & FORMAT) == LINK) {
      throw new PackageRefused("the entry " + name + " is a symbolic link");
    }
    if (size > SMALL && size > MAX_RATIO * compressed) {
      throw new PackageRefused(
          String.format(
              Locale.ROOT,
              "the entry %s unpacks from %,d to %,d bytes, which no plugin needs",
              name,
              compressed,
              size));
    }
    return new ZipName(name, size, compressed);
  }

  private static String text(byte[] bytes) throws PackageRefused {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PackageRefused("the name of an entry is not UTF-8", e);
    }
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new PackageRefused(
          "an entry has no name, one of more than "
              + MAX_NAME
              + " characters, or control characters in it");
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new PackageRefused("the entry \"" + name + "\" leads out of the archive");
      }
    }
    if (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
      throw new PackageRefused("the entry \"" + name + "\" has \\ or : in its name");
    }
    return name;
  }

  boolean folder() {
    return name.endsWith("/");
  }
}
