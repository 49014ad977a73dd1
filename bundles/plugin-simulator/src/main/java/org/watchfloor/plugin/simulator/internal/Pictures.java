package org.watchfloor.plugin.simulator.internal;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
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

  /** The mean of 25 neighbours; two pixels at the edge stay as they are. */
  private static final ConvolveOp SOFT =
      new ConvolveOp(new Kernel(5, 5, mean(25)), ConvolveOp.EDGE_NO_OP, null);

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

  /**
   * What a reader cuts out of its picture, as JPEG.
   *
   * @param vehicle the back of the car
   * @param plate the plate by itself
   */
  record Crops(byte[] vehicle, byte[] plate) {
    static final Crops NONE = new Crops(new byte[0], new byte[0]);

    boolean isNone() {
      return vehicle.length == 0;
    }
  }

  /** What a reader cuts out of its picture of a car that passes. */
  Crops crops(Vehicle vehicle) {
    return new Crops(encode(back(vehicle)), encode(plate(vehicle)));
  }

  private static BufferedImage back(Vehicle vehicle) {
    BufferedImage picture = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(0x2E3238), 0, 320, new Color(0x474C54)));
    g.fillRect(0, 0, 480, 320);
    // the car's middle, 13 m away, comes into the middle of the crop
    g.translate(240, 172);
    g.scale(2.1, 2.1);
    g.translate(-Perspective.x(0, 13), -Perspective.y(0.9, 11));
    new Painter(g, 0).car(new Scene.Car(new Scene.Place(0, 13), 0, vehicle, false));
    g.setTransform(new AffineTransform());
    text(g, "SIMULATED", 10, 296);
    g.dispose();
    return picture;
  }

  /** Small and soft, as a plate is that was far away, with the grain of a dim sensor. */
  private static BufferedImage plate(Vehicle vehicle) {
    BufferedImage picture = new BufferedImage(200, 84, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(vehicle.paint()));
    g.fillRect(0, 0, 200, 84);
    g.rotate(Math.toRadians(-2), 100, 42);
    g.setColor(new Color(0xD3D8DD));
    g.fill(new RoundRectangle2D.Double(12, 14, 176, 56, 8, 8));
    g.setColor(new Color(0x22306B));
    String text = vehicle.plate();
    double dot = 164 / (text.length() * 6.0 - 1);
    PixelFont.draw(g, text, 18, 42 - 3.5 * dot, dot);
    g.dispose();
    return grained(SOFT.filter(picture, null), text.hashCode());
  }

  private static BufferedImage grained(BufferedImage picture, long number) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        long pixel = number * 40_009 + y * 211L + x;
        int grain = (int) (20 * Mix.fraction(pixel)) - 10;
        int rgb = picture.getRGB(x, y);
        int red = clamped((rgb >> 16 & 255) + grain);
        int green = clamped((rgb >> 8 & 255) + grain);
        picture.setRGB(x, y, red << 16 | green << 8 | clamped((rgb & 255) + grain));
      }
    }
    return picture;
  }

  private static float[] mean(int of) {
    float[] parts = new float[of];
    Arrays.fill(parts, 1f / of);
    return parts;
  }

  private static int clamped(int value) {
    return Math.max(0, Math.min(255, value));
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
