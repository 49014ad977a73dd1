package org.watchfloor.plugin.simulator.internal;

import static org.watchfloor.plugin.simulator.internal.Perspective.face;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.Deque;

/** Draws what moves. Belongs to one picture. */
final class Painter {
  private static final double WIDE = 0.95;
  private static final double LONG = 2.3;
  private static final Color GLASS = new Color(0x1A2029);
  private static final Color[] COATS = {
    new Color(0x2A3038), new Color(0x6B3434), new Color(0x34506B), new Color(0x7A715F)
  };

  private final Graphics2D g;
  private final long now;

  Painter(Graphics2D g, long now) {
    this.g = g;
    this.now = now;
  }

  /** What is nearer hides what is farther. */
  void all(Scene scene) {
    Deque<Scene.Person> people = new ArrayDeque<>(scene.people());
    for (Scene.Car car : scene.cars()) {
      for (Scene.Person next = people.peek();
          next != null && next.feet().ahead() > car.middle().ahead();
          next = people.peek()) {
        person(people.remove());
      }
      car(car);
    }
    people.forEach(this::person);
    scene.flash().ifPresent(this::flash);
  }

  void car(Scene.Car car) {
    boolean along = car.along();
    double halfX = along ? WIDE : LONG;
    double halfZ = along ? LONG : WIDE;
    double x0 = car.middle().aside() - halfX;
    double x1 = car.middle().aside() + halfX;
    double z0 = car.middle().ahead() - halfZ;
    double z1 = car.middle().ahead() + halfZ;
    double tall = car.vehicle().body().startsWith("sedan") ? 1.42 : 1.85;
    Color paint = new Color(car.vehicle().paint());
    g.setColor(new Color(0, 0, 0, 90));
    g.fill(Perspective.ground(x0 - 0.2, x1 + 0.2, z0 - 0.2, z1));
    box(x0, x1, z0, z1, 0.25, 0.95, paint);
    if (along) {
      boolean pickup = car.vehicle().body().startsWith("truck");
      box(x0 + 0.1, x1 - 0.1, z0 + (pickup ? 1.9 : 0.5), z1 - 1.2, 0.95, tall, GLASS);
      roof(x0 + 0.12, x1 - 0.12, z0 + (pickup ? 2.0 : 0.7), z1 - 1.4, tall, paint);
    } else {
      box(x0 + 0.8, x1 - 1.0, z0 + 0.1, z1 - 0.1, 0.95, tall, GLASS);
      roof(x0 + 0.9, x1 - 1.1, z0 + 0.1, z1 - 0.1, tall, paint);
    }
    wheels(x0, x1, z0, along);
    lights(car, x0, x1, z0);
    if (along) {
      plate(car.vehicle().plate(), (x0 + x1) / 2, z0);
    }
    if (car.blue()) {
      beacon((x0 + x1) / 2, tall, (z0 + z1) / 2);
    }
  }

  /** Three faces at most: near, the side towards the lens, top. */
  private void box(
      double x0, double x1, double z0, double z1, double low, double high, Color color) {
    g.setColor(shade(color, 1.1));
    g.fill(face(x0, high, z0, x1, high, z0, x1, high, z1, x0, high, z1));
    double side = x1 < 0 ? x1 : x0;
    if (x1 < 0 || x0 > 0) {
      g.setColor(shade(color, 0.7));
      g.fill(face(side, low, z0, side, low, z1, side, high, z1, side, high, z0));
    }
    g.setColor(shade(color, 0.88));
    g.fill(face(x0, low, z0, x1, low, z0, x1, high, z0, x0, high, z0));
  }

  private void roof(double x0, double x1, double z0, double z1, double height, Color color) {
    g.setColor(shade(color, 1.05));
    g.fill(face(x0, height, z0, x1, height, z0, x1, height, z1, x0, height, z1));
  }

  private void wheels(double x0, double x1, double z0, boolean along) {
    g.setColor(new Color(0x111315));
    double inset = along ? 0.22 : 0.85;
    double radius = Perspective.size(0.33, z0);
    for (double x : new double[] {x0 + inset, x1 - inset}) {
      double px = Perspective.x(x, z0);
      double py = Perspective.y(0.33, z0);
      double width = along ? radius * 0.7 : radius;
      g.fill(new Ellipse2D.Double(px - width, py - radius, 2 * width, 2 * radius));
    }
  }

  private void lights(Scene.Car car, double x0, double x1, double z0) {
    if (car.turn() == 0) {
      lamp(x0 + 0.2, 0.75, z0, new Color(0xE03A2E), 0.35);
      lamp(x1 - 0.2, 0.75, z0, new Color(0xE03A2E), 0.35);
    } else if (car.turn() == 2) {
      lamp(x0 + 0.22, 0.65, z0, new Color(0xFFF3CF), 0.8);
      lamp(x1 - 0.22, 0.65, z0, new Color(0xFFF3CF), 0.8);
    } else {
      lamp(car.turn() == 1 ? x1 : x0, 0.65, z0, new Color(0xFFF3CF), 0.5);
      lamp(car.turn() == 1 ? x0 : x1, 0.7, z0, new Color(0xE03A2E), 0.3);
    }
  }

  private void beacon(double x, double height, double z) {
    boolean red = now / 250 % 2 == 0;
    lamp(x - 0.4, height + 0.1, z, new Color(red ? 0xFF2A2A : 0x551010), red ? 2.6 : 0.3);
    lamp(x + 0.4, height + 0.1, z, new Color(red ? 0x101055 : 0x3A6BFF), red ? 0.3 : 2.6);
  }

  private void lamp(double x, double height, double z, Color color, double metres) {
    double px = Perspective.x(x, z);
    double py = Perspective.y(height, z);
    double glow = Math.max(1.5, Perspective.size(metres, z));
    Color clear = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
    g.setPaint(
        new RadialGradientPaint(
            (float) px,
            (float) py,
            (float) glow,
            new float[] {0, 0.35f, 1},
            new Color[] {color, color, clear}));
    g.fill(new Ellipse2D.Double(px - glow, py - glow, 2 * glow, 2 * glow));
  }

  /** A North American plate is 12 by 6 inches; ours is half as large again, to be read. */
  private void plate(String text, double x, double z) {
    double width = Perspective.size(0.62, z);
    if (width < 7) {
      return;
    }
    double px = Perspective.x(x, z);
    double py = Perspective.y(0.62, z);
    g.setColor(new Color(0xE9ECEF));
    g.fill(new Rectangle2D.Double(px - width / 2, py, width, width * 0.42));
    g.setColor(new Color(0x22306B));
    double pixel = width / (text.length() * 6.0 + 3);
    PixelFont.draw(g, text, px - width / 2 + 2 * pixel, py + width * 0.21 - 3.5 * pixel, pixel);
  }

  private void person(Scene.Person person) {
    double z = person.feet().ahead();
    double x = Perspective.x(person.feet().aside(), z);
    double foot = Perspective.y(0, z);
    double metre = Perspective.size(1, z);
    g.setColor(new Color(0, 0, 0, 70));
    g.fill(new Ellipse2D.Double(x - metre * 0.3, foot - metre * 0.06, metre * 0.6, metre * 0.14));
    double swing = Math.sin(person.step() * 2 * Math.PI) * 0.28 * metre;
    g.setColor(new Color(0x20242B));
    for (double leg : new double[] {swing, -swing}) {
      Path2D.Double path = new Path2D.Double();
      path.moveTo(x - metre * 0.09, foot - metre * 0.85);
      path.lineTo(x + metre * 0.09, foot - metre * 0.85);
      path.lineTo(x + leg + metre * 0.07, foot);
      path.lineTo(x + leg - metre * 0.07, foot);
      path.closePath();
      g.fill(path);
    }
    g.setColor(COATS[person.coat() % COATS.length]);
    g.fill(new Ellipse2D.Double(x - metre * 0.22, foot - metre * 1.5, metre * 0.44, metre * 0.75));
    g.setColor(new Color(0xB58E72));
    g.fill(new Ellipse2D.Double(x - metre * 0.12, foot - metre * 1.74, metre * 0.24, metre * 0.27));
  }

  /** Somebody fires: a flare, and its light on the walls. */
  private void flash(Scene.Place place) {
    lamp(place.aside(), 1.4, place.ahead(), new Color(255, 214, 120, 150), 5.5);
    lamp(place.aside(), 1.4, place.ahead(), new Color(0xFFFBE6), 0.9);
  }

  private static Color shade(Color color, double factor) {
    return new Color(
        (int) Math.min(255, color.getRed() * factor),
        (int) Math.min(255, color.getGreen() * factor),
        (int) Math.min(255, color.getBlue() * factor));
  }
}
