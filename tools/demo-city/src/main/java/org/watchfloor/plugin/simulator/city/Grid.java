package org.watchfloor.plugin.simulator.city;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the streets before anything stands in their way: dense in the middle, wide outside,
 * turned and bent a little, because no city is graph paper.
 */
final class Grid {
  /** Half of the city's width, metres. */
  private static final double HALF = 4_000;

  private static final double TURN = Math.toRadians(7);
  private static final String[] STREETS = {
    "Alder", "Aspen", "Beech", "Birch", "Cedar", "Cherry", "Chestnut", "Cypress", "Dogwood",
        "Elder",
    "Elm", "Fir", "Hawthorn", "Hazel", "Hickory", "Holly", "Hornbeam", "Juniper", "Larch", "Laurel",
    "Lilac", "Linden", "Locust", "Magnolia", "Main", "Maple", "Mulberry", "Myrtle", "Oak", "Olive",
    "Orchard", "Palm", "Pear", "Pecan", "Persimmon", "Pine", "Plum", "Poplar", "Redbud", "Rowan",
    "Sassafras", "Spruce", "Sumac", "Sycamore", "Tulip", "Tupelo", "Walnut", "Willow", "Yew"
  };

  private final double[] lines = lines();

  int size() {
    return lines.length;
  }

  int middle() {
    return lines.length / 2;
  }

  /** Every fourth line, counted from the middle. */
  boolean arterial(int index) {
    return (index - middle()) % 4 == 0;
  }

  String avenue(int column) {
    if (column == middle()) {
      return "Broadway";
    }
    int number = column + 1;
    int tens = number % 100;
    String ending =
        tens >= 11 && tens <= 13
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending + (arterial(column) ? " Blvd" : " Ave");
  }

  String street(int row) {
    String name = STREETS[row % STREETS.length];
    return name + (arterial(row) && row != middle() ? " Pkwy" : " St");
  }

  /** A place by its position on the lines; fractions lie between two of them. */
  Spot spot(double column, double row) {
    double u = position(column);
    double v = position(row);
    double bentU = u + 90 * Math.sin(v / 1_500);
    double bentV = v + 70 * Math.sin(u / 1_300 + 0.5);
    return new Spot(
        bentU * Math.cos(TURN) + bentV * Math.sin(TURN),
        bentV * Math.cos(TURN) - bentU * Math.sin(TURN));
  }

  /** Whether a crossing belongs to the city, whose corners are rounded. */
  boolean inside(int column, int row) {
    double u = lines[column] / HALF;
    double v = lines[row] / HALF;
    return Math.pow(u, 4) + Math.pow(v, 4) <= 1.05;
  }

  private double position(double index) {
    int low = (int) Math.max(0, Math.min(lines.length - 2, Math.floor(index)));
    return lines[low] + (lines[low + 1] - lines[low]) * (index - low);
  }

  private static double[] lines() {
    List<Double> right = new ArrayList<>();
    double at = 0;
    while (at < HALF) {
      at += at < 1_000 ? 112 : at < 2_500 ? 168 : 232;
      if (at < HALF) {
        right.add(at);
      }
    }
    int half = Math.min(right.size(), STREETS.length / 2);
    double[] all = new double[2 * half + 1];
    for (int i = 0; i < half; i++) {
      all[half + 1 + i] = right.get(i);
      all[half - 1 - i] = -right.get(i);
    }
    return all;
  }
}
