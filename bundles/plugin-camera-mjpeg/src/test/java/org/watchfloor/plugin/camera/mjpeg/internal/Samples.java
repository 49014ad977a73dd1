package org.watchfloor.plugin.camera.mjpeg.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** JPEGs and multipart bodies made here. */
final class Samples {
  private Samples() {}

  static byte[] jpeg(int number) {
    BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(number * 7919 & 0xFFFFFF));
    graphics.fillRect(0, 0, 160, 120);
    graphics.setColor(Color.WHITE);
    for (int i = 0; i < 160; i += 3) {
      graphics.drawLine(i, 0, 160 - i * number % 160, 120);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A part as most cameras write it. */
  static byte[] part(byte[] jpeg) {
    return join(
        ascii("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n"),
        jpeg,
        ascii("\r\n"));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }
}
