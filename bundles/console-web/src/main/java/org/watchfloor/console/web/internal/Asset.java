package org.watchfloor.console.web.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the screens, ready to be sent.
 *
 * @param plain its bytes
 * @param packed the same in gzip; empty where that is not smaller
 * @param type for {@code Content-Type}
 * @param etag quoted, made from the content
 */
record Asset(byte[] plain, byte[] packed, String type, String etag) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "md", "text/plain;charset=utf-8");
  private static final int WORTH_PACKING = 512;

  static Asset of(String path, byte[] content) {
    return new Asset(content, pack(path, content), typeOf(path), Etags.of(content));
  }

  private static String typeOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension, "text/plain;charset=utf-8");
  }

  private static byte[] pack(String path, byte[] content) {
    if (content.length < WORTH_PACKING || path.endsWith(".png")) {
      return new byte[0];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size() < content.length ? bytes.toByteArray() : new byte[0];
  }
}
