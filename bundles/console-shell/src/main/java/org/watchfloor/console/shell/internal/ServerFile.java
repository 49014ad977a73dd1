package org.watchfloor.console.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A file on the center's machine that a command was told to read. Only of the expected ending, so
 * that no message about its content gives away a file of another sort.
 */
record ServerFile(Path path) {
  /**
   * @throws IllegalArgumentException if the name does not end as it should
   */
  static ServerFile named(String name, String... endings) {
    Path path = Path.of(name).toAbsolutePath().normalize();
    if (Stream.of(endings).noneMatch(path.getFileName().toString()::endsWith)) {
      throw new IllegalArgumentException(
          "file: " + path + " does not end in " + String.join(" or ", endings));
    }
    return new ServerFile(path);
  }

  /**
   * The content as it comes; for files of any length.
   *
   * @throws IllegalArgumentException if there is no such file, or it cannot be read
   */
  InputStream open() {
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("file: there is no " + path + " on the center's machine");
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw new IllegalArgumentException("file: " + path + " cannot be read: " + e, e);
    }
  }

  /**
   * The content, which must be UTF-8.
   *
   * @throws IllegalArgumentException if it is none or is larger than the limit
   */
  String read(int maxBytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes(maxBytes)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("file: " + path + " is not UTF-8", e);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such file or it is larger than the limit
   */
  byte[] bytes(int maxBytes) {
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("file: there is no " + path + " on the center's machine");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IllegalArgumentException(
            "file: " + path + " is larger than " + (maxBytes >> 20) + " MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException("file: " + path + " cannot be read: " + e, e);
    }
  }
}
