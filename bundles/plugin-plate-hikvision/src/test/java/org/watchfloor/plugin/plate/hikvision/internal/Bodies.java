package org.watchfloor.plugin.plate.hikvision.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.watchfloor.plugin.api.source.Message;

/** Bytes as devices send them. */
final class Bodies {
  static final String FORM = "multipart/form-data; boundary=boundary";

  private Bodies() {}

  /** The beginning and the end of a picture, which is all that is looked at. */
  static byte[] jpeg(int number) {
    return new byte[] {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, (byte) number, (byte) 0xFF, (byte) 0xD9
    };
  }

  /** XML with a length, as in a stream. */
  static byte[] xml(byte[] xml) {
    return join(
        text(
            "--boundary\r\nContent-Type: application/xml; charset=\"UTF-8\"\r\nContent-Length: "
                + xml.length
                + "\r\n\r\n"),
        xml,
        text("\r\n"));
  }

  static byte[] picture(String name, byte[] jpeg) {
    String disposition =
        name.isEmpty()
            ? ""
            : "Content-Disposition: form-data; name=\""
                + name
                + "\"; filename=\""
                + name
                + "\"\r\n";
    return join(
        text(
            "--boundary\r\n"
                + disposition
                + "Content-Type: image/jpeg\r\nContent-Length: "
                + jpeg.length
                + "\r\n\r\n"),
        jpeg,
        text("\r\n"));
  }

  /** A form of XML and two pictures. */
  static byte[] form(byte[] xml) {
    return join(
        text(
            "--boundary\r\nContent-Disposition: form-data; name=\"anpr.xml\"; filename=\"anpr.xml\""
                + "\r\nContent-Type: text/xml\r\nContent-Length: "
                + xml.length
                + "\r\n\r\n"),
        xml,
        text("\r\n"),
        picture("licensePlatePicture.jpg", jpeg(1)),
        picture("detectionPicture.jpg", jpeg(2)),
        text("--boundary--\r\n"));
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

  static Message message(byte[] body, String type) {
    return new Message(body, type, Map.of(), Instant.EPOCH);
  }
}
