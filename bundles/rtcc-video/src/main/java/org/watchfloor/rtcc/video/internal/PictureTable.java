package org.watchfloor.rtcc.video.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.rtcc.api.video.AlertPicture;

/**
 * The table {@code video_picture}: which camera's picture belongs to which alert. At most one of a
 * camera for an alert. Thread-safe; calls block.
 */
final class PictureTable {
  static final Migration FIRST =
      new Migration(
          1,
          "pictures of alerts",
          List.of(
              "CREATE TABLE video_picture ("
                  + "alert_id VARCHAR(64) NOT NULL, camera_id VARCHAR(64) NOT NULL,"
                  + " taken_at_ms BIGINT NOT NULL, metres DOUBLE PRECISION NOT NULL,"
                  + " sha256 CHAR(64) NOT NULL, content_type VARCHAR(80) NOT NULL,"
                  + " role VARCHAR(32) NOT NULL, length BIGINT NOT NULL,"
                  + " PRIMARY KEY (alert_id, camera_id))"));

  private static final Migration KEPT =
      new Migration(
          2,
          "when pictures were kept",
          List.of(
              "ALTER TABLE video_picture ADD COLUMN kept_at_ms BIGINT NOT NULL DEFAULT 0",
              "UPDATE video_picture SET kept_at_ms = taken_at_ms",
              "CREATE INDEX video_picture_kept ON video_picture (kept_at_ms)"));

  private final Store store;

  PictureTable(Store store) {
    this.store = store;
    store.migrate("video", List.of(FIRST, KEPT));
  }

  /**
   * Keeps a picture; false if the alert has one of this camera already.
   *
   * @param keptAt by the center's clock, as for the media: a camera's may be years behind
   */
  boolean add(AlertPicture picture, Instant keptAt) {
    return store.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO video_picture (alert_id, camera_id, taken_at_ms, metres, sha256,"
                      + " content_type, role, length, kept_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                      + " ON CONFLICT (alert_id, camera_id) DO NOTHING")) {
            insert.setString(1, picture.alertId());
            insert.setString(2, picture.cameraId());
            insert.setLong(3, picture.takenAt().toEpochMilli());
            insert.setDouble(4, picture.metres());
            insert.setString(5, picture.media().sha256());
            insert.setString(6, picture.media().contentType());
            insert.setString(7, picture.media().role());
            insert.setLong(8, picture.media().length());
            insert.setLong(9, keptAt.toEpochMilli());
            return insert.executeUpdate() == 1;
          }
        });
  }

  /**
   * Deletes rows that were kept before a time, in one transaction.
   *
   * @return how many; fewer than {@code most} when none is left
   */
  int deleteBefore(Instant keptAt, int most) {
    return store.write(
        connection -> {
          // A subquery, because neither SQLite as it is built nor PostgreSQL has DELETE with LIMIT.
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM video_picture WHERE (alert_id, camera_id) IN (SELECT alert_id,"
                      + " camera_id FROM video_picture WHERE kept_at_ms < ? LIMIT ?)")) {
            delete.setLong(1, keptAt.toEpochMilli());
            delete.setInt(2, most);
            return delete.executeUpdate();
          }
        });
  }

  /** Oldest first. */
  List<AlertPicture> of(String alertId) {
    return store.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT camera_id, taken_at_ms, metres, sha256, content_type, role, length"
                      + " FROM video_picture WHERE alert_id = ?"
                      + " ORDER BY taken_at_ms, metres, camera_id")) {
            select.setString(1, alertId);
            List<AlertPicture> pictures = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                pictures.add(picture(alertId, row));
              }
            }
            return pictures;
          }
        });
  }

  private static AlertPicture picture(String alertId, ResultSet row) throws SQLException {
    return new AlertPicture(
        alertId,
        row.getString("camera_id"),
        Instant.ofEpochMilli(row.getLong("taken_at_ms")),
        new MediaRef(
            row.getString("sha256"),
            row.getString("content_type"),
            row.getString("role"),
            row.getLong("length")),
        row.getDouble("metres"));
  }
}
