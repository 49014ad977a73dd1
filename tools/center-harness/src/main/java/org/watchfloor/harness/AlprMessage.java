package org.watchfloor.harness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Agent messages with the fields that the agent's documentation gives. */
public final class AlprMessage {
  private AlprMessage() {}

  public static byte[] group(String uuid, String plate, Instant at) {
    return ("{\"data_type\":\"alpr_group\",\"version\":2,\"epoch_start\":"
            + at.toEpochMilli()
            + ",\"epoch_end\":"
            + (at.toEpochMilli() + 400)
            + ",\"best_uuid\":\""
            + uuid
            + "\",\"best_plate_number\":\""
            + plate
            + "\",\"best_confidence\":93.5,\"best_region\":\"us-nc\",\"camera_id\":7,"
            + "\"gps_latitude\":36.0999,\"gps_longitude\":-80.2442,\"candidates\":[]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
