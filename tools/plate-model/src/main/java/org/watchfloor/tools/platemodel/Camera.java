package org.watchfloor.tools.platemodel;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** What optics, light and JPEG do to a picture, and how a flat plate gets into it. Stateless. */
final class Camera {
  private Camera() {}

  /** Puts a flat plate into a picture at four corners, as bright as given, with a soft edge. */
  static void place(Gray scene, Gray plate, double[] quad, double gain, double offset) {
    double shown = Math.hypot(quad[2] - quad[0], quad[3] - quad[1]);
    double high = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
    Gray source = plate.copy();
    // what is finer than a pixel of the picture is gone before it gets there
    source.blur(plate.width / shown / 2.4 - 0.3, plate.height / high / 2.4 - 0.3);
    Homography back = Homography.toQuad(quad).inverse();
    int left = (int) Math.floor(min(quad, 0)) - 1;
    int right = (int) Math.ceil(-min(negative(quad), 0)) + 1;
    int top = (int) Math.floor(min(quad, 1)) - 1;
    int low = (int) Math.ceil(-min(negative(quad), 1)) + 1;
    for (int y = Math.max(0, top); y < Math.min(scene.height, low); y++) {
      for (int x = Math.max(0, left); x < Math.min(scene.width, right); x++) {
        double u = back.x(x + 0.5, y + 0.5);
        double v = back.y(x + 0.5, y + 0.5);
        double inside = Math.min(Math.min(u, 1 - u) * shown, Math.min(v, 1 - v) * high) + 0.5;
        if (inside > 0) {
          float a = (float) Math.min(1, inside);
          float p = source.sample(u * plate.width - 0.5, v * plate.height - 0.5);
          int at = y * scene.width + x;
          scene.px[at] = scene.px[at] * (1 - a) + (float) (p * gain + offset) * a;
        }
      }
    }
  }

  private static double[] negative(double[] quad) {
    double[] n = new double[8];
    for (int i = 0; i < 8; i++) {
      n[i] = -quad[i];
    }
    return n;
  }

  private static double min(double[] quad, int axis) {
    return Math.min(Math.min(quad[axis], quad[2 + axis]), Math.min(quad[4 + axis], quad[6 + axis]));
  }

  /** Corners of a plate seen from somewhere: turned, sheared, with perspective. */
  static double[] corners(Random r, double cx, double cy, double width, double aspect) {
    double turn = r.nextGaussian() * 0.06;
    double shear = r.nextGaussian() * 0.08;
    double narrow = 1 - Math.abs(r.nextGaussian()) * 0.13;
    double height = width / aspect * (0.92 + r.nextDouble() * 0.16);
    double w = width * Math.max(0.6, narrow) / 2;
    double h = height / 2;
    double px = r.nextGaussian() * 0.03;
    double py = r.nextGaussian() * 0.04;
    double[] quad = new double[8];
    int[] sx = {-1, 1, 1, -1};
    int[] sy = {-1, -1, 1, 1};
    for (int i = 0; i < 4; i++) {
      double x = sx[i] * w;
      double y = sy[i] * h;
      double depth = 1 + px * sx[i] + py * sy[i];
      x = x / depth;
      y = (y + shear * x) / depth;
      quad[2 * i] = cx + x * Math.cos(turn) - y * Math.sin(turn);
      quad[2 * i + 1] = cy + x * Math.sin(turn) + y * Math.cos(turn);
    }
    return quad;
  }

  /** Blur of focus and motion, tone, rain, noise. */
  static void expose(Gray scene, Random r, double strength) {
    double focus = Math.abs(r.nextGaussian()) * 0.55 * strength;
    double motion = r.nextInt(5) == 0 ? r.nextDouble() * 1.1 * strength : 0;
    scene.blur(focus + motion, focus);
    if (r.nextInt(20) == 0) {
      rain(scene, r);
    }
    double gain = 0.6 + r.nextDouble() * 0.6;
    double offset = (r.nextDouble() - 0.35) * 0.25;
    scene.tone(gain, offset, Math.exp(r.nextGaussian() * 0.25));
    scene.noise(r, r.nextDouble() * r.nextDouble() * 0.06);
  }

  private static void rain(Gray scene, Random r) {
    for (int i = scene.width * scene.height / 900; i > 0; i--) {
      int x = r.nextInt(scene.width);
      int y = r.nextInt(scene.height);
      int length = 4 + r.nextInt(14);
      for (int k = 0; k < length && y + k < scene.height; k++) {
        int at = (y + k) * scene.width + Math.min(scene.width - 1, x + k / 5);
        scene.px[at] += 0.12f;
      }
    }
  }

  /** As a JPEG of that quality, 0 to 1, would give it back. */
  static Gray jpeg(Gray scene, double quality) {
    try {
      return Gray.of(ImageIO.read(new ByteArrayInputStream(toJpeg(scene.toImage(), quality))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] toJpeg(BufferedImage image, double quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality((float) quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
