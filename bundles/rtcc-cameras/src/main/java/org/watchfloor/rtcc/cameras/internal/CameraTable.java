package org.watchfloor.rtcc.cameras.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;

/** The table {@code cameras_camera}. Thread-safe; calls block. */
final class CameraTable {
  private static final Logger LOG = LoggerFactory.getLogger(CameraTable.class);

  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              "cameras",
              List.of(
                  "CREATE TABLE cameras_camera ("
                      + "id VARCHAR(64) PRIMARY KEY, name TEXT NOT NULL,"
                      + " ownership VARCHAR(16) NOT NULL, owner TEXT NOT NULL,"
                      + " latitude DOUBLE PRECISION NOT NULL,"
                      + " longitude DOUBLE PRECISION NOT NULL,"
                      + " accuracy_metres DOUBLE PRECISION NOT NULL,"
                      + " heading DOUBLE PRECISION NOT NULL,"
                      + " field_of_view DOUBLE PRECISION NOT NULL,"
                      + " range_metres DOUBLE PRECISION NOT NULL,"
                      + " source_id TEXT)")));

  private static final String COLUMNS =
      "id, name, ownership, owner, latitude, longitude, accuracy_metres, heading, field_of_view,"
          + " range_metres, source_id";

  private static final String PUT =
      "INSERT INTO cameras_camera ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
          + " name = excluded.name, ownership = excluded.ownership, owner = excluded.owner,"
          + " latitude = excluded.latitude, longitude = excluded.longitude,"
          + " accuracy_metres = excluded.accuracy_metres, heading = excluded.heading,"
          + " field_of_view = excluded.field_of_view, range_metres = excluded.range_metres,"
          + " source_id = excluded.source_id";

  private final Store store;

  CameraTable(Store store) {
    this.store = store;
    store.migrate("cameras", MIGRATIONS);
  }

  List<Camera> all() {
    return store.read(CameraTable::select);
  }

  /** Adds or replaces in one transaction; all that there are when it is committed. */
  List<Camera> put(List<Camera> cameras) {
    return store.write(
        connection -> {
          try (PreparedStatement put = connection.prepareStatement(PUT)) {
            for (Camera camera : cameras) {
              bind(put, camera);
              put.addBatch();
            }
            put.executeBatch();
          }
          return select(connection);
        });
  }

  private static void bind(PreparedStatement put, Camera camera) throws SQLException {
    put.setString(1, camera.id());
    put.setString(2, camera.name());
    put.setString(3, camera.ownership().name());
    put.setString(4, camera.owner());
    put.setDouble(5, camera.position().latitude());
    put.setDouble(6, camera.position().longitude());
    put.setDouble(7, camera.position().accuracyMetres());
    put.setDouble(8, camera.heading());
    put.setDouble(9, camera.fieldOfView());
    put.setDouble(10, camera.rangeMetres());
    if (camera.sourceId().isPresent()) {
      put.setString(11, camera.sourceId().get());
    } else {
      put.setNull(11, java.sql.Types.VARCHAR);
    }
  }

  private static List<Camera> select(Connection connection) throws SQLException {
    List<Camera> cameras = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM cameras_camera");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        try {
          cameras.add(camera(row));
        } catch (IllegalArgumentException e) {
          LOG.error(
              "Camera {} is left out, its row in cameras_camera is damaged: {}; put it again",
              row.getString("id"),
              e.getMessage());
        }
      }
    }
    return cameras;
  }

  private static Camera camera(ResultSet row) throws SQLException {
    return new Camera(
        row.getString("id"),
        row.getString("name"),
        Camera.Ownership.valueOf(row.getString("ownership")),
        row.getString("owner"),
        new GeoPoint(
            row.getDouble("latitude"),
            row.getDouble("longitude"),
            row.getDouble("accuracy_metres")),
        row.getDouble("heading"),
        row.getDouble("field_of_view"),
        row.getDouble("range_metres"),
        Optional.ofNullable(row.getString("source_id")));
  }
}
