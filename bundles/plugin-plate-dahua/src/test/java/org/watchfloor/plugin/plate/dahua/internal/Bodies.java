package org.watchfloor.plugin.plate.dahua.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as cameras send them. */
final class Bodies {
  private Bodies() {}

  /** The beginning and the end of a picture, which is all that is looked at. */
  static byte[] jpeg(int number) {
    return new byte[] {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, (byte) number, (byte) 0xFF, (byte) 0xD9
    };
  }

  static byte[] part(String type, byte[] body) {
    return join(
        text("--myboundary\r\nContent-Type: " + type + "\r\nContent-Length:" + body.length),
        text("\r\n\r\n"),
        body,
        text("\r\n\r\n"));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
