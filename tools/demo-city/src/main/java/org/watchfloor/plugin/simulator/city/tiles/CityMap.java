package org.watchfloor.plugin.simulator.city.tiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.watchfloor.plugin.simulator.city.Area;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.Landmark;
import org.watchfloor.plugin.simulator.city.Spot;
import org.watchfloor.plugin.simulator.city.Street;

/** What the map shows: features with their layer and the zoom from which they show. Immutable. */
final class CityMap {
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  /** Half of the freeway's corridor, metres, that no block reaches into. */
  private static final double CORRIDOR = 26;

  private final List<Feature> features = new ArrayList<>();

  /**
   * One thing on the map.
   *
   * @param geometry in metres from the city's middle
   */
  record Feature(String layer, int fromZoom, Geometry geometry, Map<String, String> tags) {}

  CityMap(City city) {
    Geometry river =
        line(city.river()).buffer(city.riverWidth() / 2, 4); // 4: corners of a quarter circle
    Geometry lake = polygon(city.lake());
    add("water", 10, river, Map.of("name", "Demo River"));
    add("water", 10, lake, Map.of("name", city.lake().name()));
    Geometry water = river.union(lake);
    for (Area park : city.parks()) {
      add("park", 10, polygon(park).difference(water), Map.of("name", park.name()));
    }
    blocks(city, water);
    for (Street.RoadClass roadClass : List.of(Street.RoadClass.values())) {
      city.streets().stream().filter(street -> street.roadClass() == roadClass).forEach(this::road);
    }
    city.landmarks().forEach(this::place);
  }

  Stream<Feature> at(int zoom) {
    return features.stream().filter(feature -> feature.fromZoom() <= zoom);
  }

  /** The smallest box around the city's land, as corners south-west and north-east. */
  static Spot[] corners(City city) {
    double reach =
        city.blocks().stream()
            .flatMap(block -> block.ring().stream())
            .mapToDouble(spot -> Math.max(Math.abs(spot.east()), Math.abs(spot.north())))
            .max()
            .orElse(0);
    return new Spot[] {new Spot(-reach - 100, -reach - 100), new Spot(reach + 100, reach + 100)};
  }

  private void blocks(City city, Geometry water) {
    Geometry freeway =
        city.streets().stream()
            .filter(street -> street.roadClass() == Street.RoadClass.FREEWAY)
            .map(street -> line(street.line()).buffer(CORRIDOR, 4))
            .reduce(GEOMETRY.createPolygon(), Geometry::union);
    Geometry obstacle = water.buffer(14, 4).union(freeway);
    PreparedGeometry prepared = PreparedGeometryFactory.prepare(obstacle);
    for (Area block : city.blocks()) {
      Geometry whole = polygon(block);
      Geometry land = prepared.intersects(whole) ? whole.difference(obstacle) : whole;
      if (land.getArea() > 600) {
        add("block", 13, land, Map.of());
      }
    }
  }

  private void road(Street street) {
    int fromZoom =
        switch (street.roadClass()) {
          case FREEWAY, ARTERIAL -> 10;
          case STREET -> 12;
        };
    add(
        "road",
        fromZoom,
        line(street.line()),
        Map.of("class", street.roadClass().label(), "name", street.name()));
  }

  private void place(Landmark landmark) {
    int fromZoom = landmark.kind().equals("district") ? 11 : 13;
    add(
        "place",
        fromZoom,
        GEOMETRY.createPoint(coordinate(landmark.spot())),
        Map.of("name", landmark.name(), "kind", landmark.kind()));
  }

  private void add(String layer, int fromZoom, Geometry geometry, Map<String, String> tags) {
    // sorted, because the order of an immutable map changes from one start of Java to the next
    features.add(new Feature(layer, fromZoom, geometry, new java.util.TreeMap<>(tags)));
  }

  /** The same geometry in a tile's units. */
  static Geometry inTile(Geometry metres, Tile tile) {
    Geometry copy = metres.copy();
    copy.apply(
        new CoordinateSequenceFilter() {
          @Override
          public void filter(CoordinateSequence sequence, int i) {
            Coordinate unit = tile.units(new Spot(sequence.getX(i), sequence.getY(i)));
            sequence.setOrdinate(i, 0, unit.x);
            sequence.setOrdinate(i, 1, unit.y);
          }

          @Override
          public boolean isDone() {
            return false;
          }

          @Override
          public boolean isGeometryChanged() {
            return true;
          }
        });
    return copy;
  }

  private static Geometry line(List<Spot> spots) {
    return GEOMETRY.createLineString(
        spots.stream().map(CityMap::coordinate).toArray(Coordinate[]::new));
  }

  private static Geometry polygon(Area area) {
    List<Coordinate> ring = new ArrayList<>(area.ring().stream().map(CityMap::coordinate).toList());
    ring.add(ring.get(0).copy());
    return GEOMETRY.createPolygon(ring.toArray(Coordinate[]::new));
  }

  private static Coordinate coordinate(Spot spot) {
    return new Coordinate(spot.east(), spot.north());
  }
}
