package org.watchfloor.plugin.simulator.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.watchfloor.plugin.simulator.city.CityCamera;

/**
 * Draws a camera's picture: its backdrop, what moves, its name and the time. Thread-safe; keeps the
 * backdrops that it has drawn.
 */
final class Pictures {
  private static final float QUALITY = 0.72f;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.S'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, BufferedImage> backdrops = new ConcurrentHashMap<>();

  byte[] jpeg(CityCamera camera, Scene scene, Instant now) {
    BufferedImage backdrop = backdrops.computeIfAbsent(camera.id(), id -> Backdrop.of(camera));
    BufferedImage picture =
        new BufferedImage(Perspective.WIDTH, Perspective.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.drawImage(backdrop, 0, 0, null);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Painter painter = new Painter(g, now.toEpochMilli());
    painter.all(scene);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    text(g, camera.id() + "  " + camera.name(), 10, 10);
    String time = TIME.format(now);
    text(g, time, Perspective.WIDTH - 10 - 12 * time.length(), Perspective.HEIGHT - 24);
    text(g, "SIMULATED", 10, Perspective.HEIGHT - 24);
    g.dispose();
    return encode(picture);
  }

  /** The back of a car and its plate, as a reader cuts it out of its picture. */
  byte[] crop(Vehicle vehicle) {
    BufferedImage picture = new BufferedImage(240, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(0x3A3E45));
    g.fillRect(0, 0, 240, 160);
    // the car's middle, 13 m away, comes into the middle of the crop
    double scale = 1.25;
    g.translate(120, 80);
    g.scale(scale, scale);
    g.translate(-Perspective.x(0, 13), -Perspective.y(0.9, 11));
    new Painter(g, 0).car(new Scene.Car(new Scene.Place(0, 13), 0, vehicle, false));
    g.dispose();
    return encode(picture);
  }

  private static void text(Graphics2D g, String text, int x, int y) {
    g.setColor(new Color(0, 0, 0, 150));
    g.fillRect(x - 4, y - 4, 12 * text.length() + 6, 22);
    g.setColor(new Color(0xF2F2F2));
    PixelFont.draw(g, text, x, y, 2);
  }

  private static byte[] encode(BufferedImage picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(40_000);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
