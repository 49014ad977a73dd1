package org.watchfloor.plugin.simulator.internal;

import static org.watchfloor.plugin.simulator.internal.Perspective.HEIGHT;
import static org.watchfloor.plugin.simulator.internal.Perspective.HORIZON;
import static org.watchfloor.plugin.simulator.internal.Perspective.WIDTH;
import static org.watchfloor.plugin.simulator.internal.Perspective.front;
import static org.watchfloor.plugin.simulator.internal.Perspective.ground;
import static org.watchfloor.plugin.simulator.internal.Perspective.side;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.watchfloor.plugin.simulator.city.CityCamera;

/** What does not move before a camera: sky, houses, street, lamps. Drawn once per camera. */
final class Backdrop {
  private static final Color STREET = new Color(0x3A3E45);
  private static final Color WALK = new Color(0x5B5E63);
  private static final Color GRASS = new Color(0x33392F);
  private static final Color PAINT = new Color(0xB9B9AE);
  private static final double LEFT = Scene.STREET - 7;
  private static final double RIGHT = Scene.STREET + 7;
  private static final double NEAR_KERB = 19;
  private static final double FAR_KERB = 33;

  private final Random random;
  private final Graphics2D g;

  /** One house beside the street. */
  private record House(boolean left, double near, double far, double height, Color wall) {}

  private Backdrop(Graphics2D g, long seed) {
    this.g = g;
    random = new Random(seed);
  }

  static BufferedImage of(CityCamera camera) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Backdrop backdrop = new Backdrop(g, camera.id().hashCode() * 31L);
    backdrop.sky();
    backdrop.street();
    backdrop.houses();
    backdrop.lamps();
    g.dispose();
    return image;
  }

  private void sky() {
    Color[] tops = {new Color(0x24304A), new Color(0x2A3146), new Color(0x1E2A40)};
    Color[] lows = {new Color(0xC48A63), new Color(0x9A8A8E), new Color(0xD19A6A)};
    int mood = random.nextInt(tops.length);
    g.setPaint(new GradientPaint(0, 0, tops[mood], 0, (float) HORIZON + 8, lows[mood]));
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HORIZON + 10));
    g.setColor(new Color(0x3B4254));
    double x = -10;
    while (x < WIDTH) {
      double width = 12 + random.nextInt(34);
      double height = 6 + random.nextInt(36);
      g.fill(new Rectangle2D.Double(x, HORIZON + 10 - height, width, height));
      x += width * 0.9;
    }
  }

  private void street() {
    g.setColor(GRASS);
    g.fill(new Rectangle2D.Double(0, HORIZON + 8, WIDTH, HEIGHT));
    g.setColor(WALK);
    g.fill(ground(LEFT - 4, RIGHT + 4, 3, 600));
    g.fill(ground(-120, 120, NEAR_KERB - 4, FAR_KERB + 4));
    g.setPaint(new GradientPaint(0, HEIGHT, STREET, 0, (float) HORIZON, new Color(0x565A61)));
    g.fill(ground(LEFT, RIGHT, 3, 600));
    g.fill(ground(-160, 160, NEAR_KERB, FAR_KERB));
    g.setColor(new Color(0xB08F3C));
    for (double ahead = 40; ahead < 300; ahead += 9) {
      g.fill(ground(Scene.STREET - 0.12, Scene.STREET + 0.12, ahead, ahead + 4.5));
    }
    g.fill(ground(Scene.STREET - 0.12, Scene.STREET + 0.12, 6, NEAR_KERB - 5));
    g.setColor(PAINT);
    for (double aside = LEFT + 0.6; aside < RIGHT - 0.6; aside += 1.3) {
      g.fill(ground(aside, aside + 0.6, NEAR_KERB - 3.6, NEAR_KERB - 0.8));
      g.fill(ground(aside, aside + 0.6, FAR_KERB + 0.8, FAR_KERB + 3.6));
    }
    g.fill(ground(Scene.STREET, RIGHT, NEAR_KERB - 5, NEAR_KERB - 4.5));
    g.fill(ground(LEFT, Scene.STREET, FAR_KERB + 4.6, FAR_KERB + 5.1));
  }

  private void houses() {
    List<House> houses = new ArrayList<>();
    for (boolean left : new boolean[] {true, false}) {
      double near = FAR_KERB + 6;
      while (near < 320) {
        double far = near + 14 + random.nextInt(20);
        double height = random.nextInt(5) == 0 ? 28 + random.nextInt(30) : 7 + random.nextInt(17);
        int grey = 44 + random.nextInt(34);
        Color wall =
            new Color(
                grey + random.nextInt(26), grey + random.nextInt(10), grey + random.nextInt(16));
        houses.add(new House(left, near, far, height, wall));
        near = far + (random.nextInt(4) == 0 ? 6 : 0.4);
      }
    }
    houses.sort((a, b) -> Double.compare(b.near(), a.near()));
    houses.forEach(this::house);
  }

  private void house(House house) {
    double wall = house.left() ? LEFT - 4 : RIGHT + 4;
    double back = house.left() ? wall - 46 : wall + 46;
    double haze = Math.min(0.65, house.near() / 420);
    g.setColor(hazy(house.wall().darker(), haze));
    g.fill(front(wall, back, 0, house.height(), house.near()));
    g.setColor(hazy(house.wall(), haze));
    g.fill(side(wall, 0, house.height(), house.near(), house.far()));
    if (house.near() < 190) {
      windows(house, wall, back, haze);
    }
  }

  private void windows(House house, double wall, double back, double haze) {
    double sign = house.left() ? -1 : 1;
    for (double height = 1; height + 2.4 < house.height(); height += 3.2) {
      boolean shop = height < 2;
      for (double ahead = house.near() + 1; ahead + 1.8 < house.far(); ahead += 3) {
        g.setColor(hazy(pane(shop), haze));
        g.fill(side(wall, height, height + (shop ? 2.4 : 1.7), ahead, ahead + 1.7));
      }
      for (double aside = 1; aside < Math.abs(back - wall) - 2; aside += 3) {
        g.setColor(hazy(pane(shop), haze));
        double from = wall + sign * aside;
        g.fill(front(from, from + sign * 1.7, height, height + 1.7, house.near()));
      }
    }
  }

  private Color pane(boolean shop) {
    double chance = random.nextDouble();
    if (chance < (shop ? 0.55 : 0.3)) {
      return random.nextInt(3) == 0 ? new Color(0xF3DFA8) : new Color(0xE2B469);
    }
    return new Color(0x262C38);
  }

  private void lamps() {
    for (double ahead = 210; ahead > FAR_KERB; ahead -= 28) {
      lamp(LEFT - 0.6, ahead, 1);
      lamp(RIGHT + 0.6, ahead, -1);
    }
  }

  private void lamp(double aside, double ahead, double arm) {
    double end = aside + arm * 1.6;
    g.setColor(new Color(0x22252B));
    g.fill(front(aside - 0.09, aside + 0.09, 0, 7, ahead));
    g.fill(front(aside, end, 6.85, 7, ahead));
    double x = Perspective.x(end, ahead);
    double y = Perspective.y(6.8, ahead);
    double glow = Math.max(5, Perspective.size(2.6, ahead));
    Color[] light = {
      new Color(255, 236, 190, 230), new Color(255, 214, 140, 110), new Color(255, 200, 120, 0)
    };
    float[] stops = {0, 0.2f, 1};
    g.setPaint(new RadialGradientPaint((float) x, (float) y, (float) glow, stops, light));
    g.fill(new Ellipse2D.Double(x - glow, y - glow, 2 * glow, 2 * glow));
    double pool = Perspective.size(4.5, ahead);
    double floor = Perspective.y(0, ahead);
    g.setColor(new Color(255, 214, 150, 18));
    g.fill(new Ellipse2D.Double(x - pool, floor - pool / 5, 2 * pool, pool / 2.5));
  }

  private static Color hazy(Color color, double share) {
    return new Color(
        (int) (color.getRed() * (1 - share) + 0x7A * share),
        (int) (color.getGreen() * (1 - share) + 0x76 * share),
        (int) (color.getBlue() * (1 - share) + 0x82 * share));
  }
}
