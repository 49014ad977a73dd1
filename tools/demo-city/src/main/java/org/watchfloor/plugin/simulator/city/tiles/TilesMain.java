package org.watchfloor.plugin.simulator.city.tiles;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.Spot;

/** Writes the map of the demo city as vector tiles: {@code TilesMain <file.mbtiles>}. */
public final class TilesMain {
  static final int MIN_ZOOM = 10;
  static final int MAX_ZOOM = 15;

  private TilesMain() {}

  public static void main(String[] args) throws IOException, SQLException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: TilesMain <file.mbtiles>");
    }
    write(new City(), Path.of(args[0]));
  }

  /** Same city, same bytes. */
  static void write(City city, Path file) throws IOException, SQLException {
    Spot[] corners = CityMap.corners(city);
    CityMap map = new CityMap(city);
    try (MbTiles tiles = new MbTiles(file, metadata(corners))) {
      for (int zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) {
        Tile southWest = Tile.of(zoom, corners[0]);
        Tile northEast = Tile.of(zoom, corners[1]);
        for (int column = southWest.column(); column <= northEast.column(); column++) {
          for (int row = northEast.row(); row <= southWest.row(); row++) {
            Tile tile = new Tile(zoom, column, row);
            VectorTile content = content(map, tile);
            if (!content.isEmpty()) {
              tiles.add(tile, content.encode());
            }
          }
        }
      }
    }
  }

  static VectorTile content(CityMap map, Tile tile) {
    Geometry frame = new GeometryFactory().toGeometry(Tile.reach());
    VectorTile content = new VectorTile();
    map.at(tile.zoom())
        .forEach(
            feature -> {
              Geometry inTile = CityMap.inTile(feature.geometry(), tile);
              if (inTile.getEnvelopeInternal().intersects(Tile.reach())) {
                content.add(feature.layer(), inTile.intersection(frame), feature.tags());
              }
            });
    return content;
  }

  private static Map<String, String> metadata(Spot[] corners) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("name", City.NAME);
    metadata.put("description", "A fictional city, made by a program.");
    metadata.put("format", "pbf");
    metadata.put("type", "baselayer");
    metadata.put("version", "1");
    metadata.put("bounds", place(corners[0]) + "," + place(corners[1]));
    metadata.put("center", place(new Spot(0, 0)) + ",14");
    metadata.put("minzoom", String.valueOf(MIN_ZOOM));
    metadata.put("maxzoom", String.valueOf(MAX_ZOOM));
    metadata.put("attribution", "Demo City: fictional");
    metadata.put(
        "json",
        "{\"vector_layers\":["
            + layer("water", "\"name\":\"String\"")
            + ","
            + layer("park", "\"name\":\"String\"")
            + ","
            + layer("block", "")
            + ","
            + layer("road", "\"class\":\"String\",\"name\":\"String\"")
            + ","
            + layer("place", "\"kind\":\"String\",\"name\":\"String\"")
            + "]}");
    return metadata;
  }

  private static String place(Spot spot) {
    return String.format(Locale.ROOT, "%.6f,%.6f", spot.longitude(), spot.latitude());
  }

  private static String layer(String id, String fields) {
    return "{\"id\":\""
        + id
        + "\",\"minzoom\":"
        + MIN_ZOOM
        + ",\"maxzoom\":"
        + MAX_ZOOM
        + ",\"fields\":{"
        + fields
        + "}}";
  }
}
