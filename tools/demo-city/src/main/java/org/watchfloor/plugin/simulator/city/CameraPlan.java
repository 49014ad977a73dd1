package org.watchfloor.plugin.simulator.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.watchfloor.plugin.simulator.city.CityCamera.Ownership;

/** Hangs up the cameras: live ones downtown first, then the rest of the city's, then others'. */
final class CameraPlan {
  static final int JUNCTIONS = 8;
  static final int OWNED = 900;
  static final int SHARED = 500;
  static final int REGISTERED = 800;

  /** A live camera hangs this far before its crossing and right of the middle of the street. */
  static final double BEFORE_CROSSING = 26;

  static final double RIGHT_OF_MIDDLE = 8;

  private static final long SEED = 20_261_124;
  private static final String[] COMPASS = {"north", "east", "south", "west"};
  private static final String[] BUSINESSES = {
    "Corner Market", "Riverside Diner", "City Pharmacy", "Harbor Coffee", "Union Hardware",
    "Parkside Hotel", "Central Garage", "Lakeview Apartments", "Northside Clinic", "Grand Theater",
    "Sunrise Bakery", "Blue Door Books", "Eastgate Mall", "Freeway Fuel", "Demo City College",
    "Westend Gym", "Market Hall", "Stadium Lot", "Depot Storage", "First Street Bank"
  };

  private final StreetNet net;
  private final Random random = new Random(SEED);
  private final List<CityCamera> cameras = new ArrayList<>();
  private final List<Junction> junctions = new ArrayList<>();

  CameraPlan(StreetNet net) {
    this.net = net;
  }

  List<CityCamera> cameras() {
    List<Crossing> places = new ArrayList<>(net.dry());
    places.sort(Comparator.comparingDouble(crossing -> crossing.spot().to(new Spot(0, 0))));
    for (Crossing crossing : liveCrossings()) {
      junctions.add(junction(crossing));
      places.remove(crossing);
    }
    for (int i = 0; cameras.size() < OWNED; i++) {
      Crossing place = places.get(i);
      if (net.arterial(place) || random.nextDouble() < 0.62) {
        owned(place);
      }
    }
    for (int i = 0; i < SHARED; i++) {
      beside(places.get((int) (places.size() * Math.pow(random.nextDouble(), 1.6))), true);
    }
    for (int i = 0; i < REGISTERED; i++) {
      beside(places.get((int) (places.size() * Math.sqrt(random.nextDouble()))), false);
    }
    return List.copyOf(cameras);
  }

  /** Known once the cameras hang. */
  List<Junction> junctions() {
    return List.copyOf(junctions);
  }

  private List<Crossing> liveCrossings() {
    return net.dry().stream()
        .filter(net::arterial)
        .filter(crossing -> net.neighbours(crossing).size() == 4)
        .sorted(Comparator.comparingDouble(crossing -> crossing.spot().to(new Spot(0, 0))))
        .limit(JUNCTIONS)
        .toList();
  }

  /** Three cameras that look through one crossing: what happens there has three views. */
  private Junction junction(Crossing crossing) {
    int number = junctions.size() + 1;
    double north = crossing.spot().headingTo(net.neighbours(crossing).get(0).spot());
    double heading = rounded(north + 90 * number);
    int first = cameras.size();
    for (int turn : new int[] {0, 180, 270}) {
      double look = rounded(heading + turn);
      Spot spot =
          crossing.spot().plus(look + 180, BEFORE_CROSSING).plus(look + 90, RIGHT_OF_MIDDLE);
      String name = crossing.name() + ", " + COMPASS[(int) Math.round(look / 90) % 4];
      add(name, Ownership.OWNED, "Demo City Police", spot, look, 64, 140, true);
    }
    return new Junction(number, crossing, heading, cameras.subList(first, first + 3));
  }

  private void owned(Crossing crossing) {
    List<Crossing> neighbours = net.neighbours(crossing);
    double heading =
        neighbours.isEmpty()
            ? random.nextInt(360)
            : crossing.spot().headingTo(neighbours.get(random.nextInt(neighbours.size())).spot());
    boolean dome = random.nextInt(8) == 0;
    Spot spot = crossing.spot().plus(heading + 150, 12);
    String owner = random.nextInt(3) == 0 ? "Demo City Traffic" : "Demo City Police";
    double field = dome ? 360 : 60 + random.nextInt(31);
    add(crossing.name(), Ownership.OWNED, owner, spot, heading, field, dome ? 90 : 140, false);
  }

  private void beside(Crossing crossing, boolean shared) {
    List<Crossing> neighbours = net.neighbours(crossing);
    double along =
        neighbours.isEmpty()
            ? 0
            : crossing.spot().headingTo(neighbours.get(random.nextInt(neighbours.size())).spot());
    double side = random.nextBoolean() ? 90 : -90;
    Spot spot = crossing.spot().plus(along, 18 + random.nextInt(34)).plus(along + side, 13);
    double heading = Math.round((along - side + random.nextInt(81) - 40 + 720) % 360) % 360;
    int house = 100 * (crossing.column() + 1) + 2 * random.nextInt(50) + (side > 0 ? 0 : 1);
    String address = house + " " + crossing.street();
    if (shared) {
      String business = BUSINESSES[random.nextInt(BUSINESSES.length)];
      add(business + ", " + address, Ownership.SHARED, business, spot, heading, 90, 45, false);
    } else {
      add("Doorbell, " + address, Ownership.REGISTERED, "Resident", spot, heading, 110, 20, false);
    }
  }

  private void add(
      String name,
      Ownership ownership,
      String owner,
      Spot spot,
      double heading,
      double fieldOfView,
      double range,
      boolean live) {
    String id = "CAM-%04d".formatted(cameras.size() + 1);
    double degrees = rounded(heading);
    cameras.add(
        new CityCamera(id, name, ownership, owner, spot, degrees, fieldOfView, range, live));
  }

  /** To a tenth of a degree, 0 up to 360. */
  private static double rounded(double heading) {
    return Math.round((heading + 360) * 10) % 3_600 / 10.0;
  }
}
