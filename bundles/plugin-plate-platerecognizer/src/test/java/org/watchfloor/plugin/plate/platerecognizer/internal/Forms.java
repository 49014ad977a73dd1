package org.watchfloor.plugin.plate.platerecognizer.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bodies as HTTP clients write them for a form with a file (RFC 7578). */
final class Forms {
  static final String TYPE = "multipart/form-data; boundary=8a7c5b1e";

  /** The beginning and the end of a picture, which is all that is looked at. */
  static final byte[] JPEG = {
    (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, (byte) 0xFF, (byte) 0xD9
  };

  private Forms() {}

  static byte[] form(String field, byte[] json, byte[] upload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(body, "--8a7c5b1e\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n");
    body.writeBytes(json);
    text(
        body,
        "\r\n--8a7c5b1e\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.jpg\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n");
    body.writeBytes(upload);
    text(body, "\r\n--8a7c5b1e--\r\n");
    return body.toByteArray();
  }

  private static void text(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
