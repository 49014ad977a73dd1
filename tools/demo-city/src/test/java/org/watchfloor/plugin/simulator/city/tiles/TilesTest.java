package org.watchfloor.plugin.simulator.city.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.simulator.city.City;
import org.watchfloor.plugin.simulator.city.Spot;

class TilesTest {
  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void write() throws Exception {
    file = folder.resolve("maps/demo-city.mbtiles");
    TilesMain.main(new String[] {file.toString()});
  }

  @Test
  void sameCitySameBytesAndSmall() throws Exception {
    Path again = folder.resolve("again.mbtiles");
    TilesMain.write(new City(), again);
    assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    assertThat(Files.size(file)).isBetween(100L << 10, 3L << 20);
  }

  @Test
  void metadataIsComplete() throws Exception {
    Map<String, String> metadata = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM metadata")) {
      while (rows.next()) {
        metadata.put(rows.getString(1), rows.getString(2));
      }
    }
    assertThat(metadata)
        .containsKeys(
            "name", "format", "bounds", "center", "minzoom", "maxzoom", "attribution", "json");
    assertThat(metadata.get("format")).isEqualTo("pbf");
    assertThat(metadata.get("json")).contains("\"id\":\"road\"");
  }

  @Test
  void everyTileIsAVectorTileWithTheDocumentedLayers() throws Exception {
    Map<Integer, Integer> perZoom = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM tiles")) {
      while (rows.next()) {
        Map<String, List<TileReader.Feature>> layers = TileReader.read(rows.getBytes(4));
        assertThat(layers.keySet()).isSubsetOf("water", "park", "block", "road", "place");
        perZoom.merge(rows.getInt(1), 1, Integer::sum);
      }
    }
    assertThat(perZoom.keySet()).containsExactly(10, 11, 12, 13, 14, 15);
    assertThat(perZoom.get(15)).isGreaterThan(60);
  }

  @Test
  void theMiddleShowsNamedStreetsBlocksAndWindsRingsAsTheFormatAsks() throws Exception {
    Map<String, List<TileReader.Feature>> middle = tile(Tile.of(15, new Spot(0, 0)));
    assertThat(middle.get("road"))
        .extracting(road -> road.tags().get("name"))
        .contains("Broadway", "Main St");
    assertThat(middle.get("block")).hasSizeGreaterThan(40);
    for (TileReader.Feature block : middle.get("block")) {
      assertThat(block.type()).isEqualTo(3);
      assertThat(doubleArea(block.paths().get(0))).as("exterior ring").isPositive();
    }
  }

  /** Leaves a picture of the map in target/, for a person to look at. */
  @Test
  void theWholeCityCanBeDrawn() throws Exception {
    BufferedImage image = new BufferedImage(1280, 1280, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x10151c));
    g.fillRect(0, 0, 1280, 1280);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Tile corner = Tile.of(13, new Spot(-4_600, 4_600));
    int roads = 0;
    for (String layer : List.of("block", "park", "water", "road")) {
      for (int column = 0; column < 4; column++) {
        for (int row = 0; row < 4; row++) {
          Tile tile = new Tile(13, corner.column() + column, corner.row() + row);
          for (TileReader.Feature feature : tile(tile).getOrDefault(layer, List.of())) {
            draw(g, layer, feature, column, row);
            roads += layer.equals("road") ? 1 : 0;
          }
        }
      }
    }
    g.dispose();
    Path picture = Path.of("target", "demo-city.png");
    ImageIO.write(image, "png", picture.toFile());
    assertThat(roads).isGreaterThan(100);
  }

  private static void draw(
      Graphics2D g, String layer, TileReader.Feature feature, int column, int row) {
    Path2D shape = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    double scale = 1280 / 4.0 / Tile.EXTENT;
    for (List<int[]> path : feature.paths()) {
      for (int i = 0; i < path.size(); i++) {
        double x = (path.get(i)[0] + column * Tile.EXTENT) * scale;
        double y = (path.get(i)[1] + row * Tile.EXTENT) * scale;
        if (i == 0) {
          shape.moveTo(x, y);
        } else {
          shape.lineTo(x, y);
        }
      }
    }
    switch (layer) {
      case "block" -> g.setColor(new Color(0x1b222c));
      case "park" -> g.setColor(new Color(0x1d3a2a));
      case "water" -> g.setColor(new Color(0x16324f));
      default -> g.setColor(new Color(0x4a5666));
    }
    if (!layer.equals("road")) {
      g.fill(shape);
      return;
    }
    String roadClass = feature.tags().get("class");
    float width = roadClass.equals("freeway") ? 4 : roadClass.equals("arterial") ? 1.8f : 0.6f;
    g.setStroke(new BasicStroke(width));
    g.draw(shape);
  }

  private static Map<String, List<TileReader.Feature>> tile(Tile tile) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT tile_data FROM tiles WHERE zoom_level="
                        + tile.zoom()
                        + " AND tile_column="
                        + tile.column()
                        + " AND tile_row="
                        + tile.tmsRow())) {
      return rows.next() ? TileReader.read(rows.getBytes(1)) : Map.of();
    }
  }

  private static long doubleArea(List<int[]> ring) {
    long sum = 0;
    for (int i = 0; i < ring.size(); i++) {
      int[] a = ring.get(i);
      int[] b = ring.get((i + 1) % ring.size());
      sum += (long) a[0] * b[1] - (long) b[0] * a[1];
    }
    return sum;
  }
}
