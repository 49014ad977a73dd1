package org.watchfloor.plugin.plate.openalpr.internal;

import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * Reads what an agent posts (OpenALPR documentation, "Application integration", versions 1 and 2):
 * {@code alpr_group} is one vehicle, {@code alpr_results} one picture, {@code alpr_alert} a hit on
 * a list of the agent, {@code vehicle} one without a plate, {@code heartbeat} a sign of life. Other
 * types are acknowledged and ignored, because an agent sends again for ever what is refused.
 * Stateless.
 */
final class PlateOpenalprDecoder implements Decoder {
  private final Reads reads;
  private final boolean frames;
  private final boolean vehicles;
  private final boolean agentHits;

  /**
   * @param frames whether the plates of single pictures are reads
   * @param vehicles whether vehicles without a plate are kept
   * @param agentHits whether hits on the agent's lists are kept besides their reads
   */
  PlateOpenalprDecoder(Reads reads, boolean frames, boolean vehicles, boolean agentHits) {
    this.reads = reads;
    this.frames = frames;
    this.vehicles = vehicles;
    this.agentHits = agentHits;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    Found found = new Found();
    for (JsonObject object : JsonObject.parse(message)) {
      decode(object, found);
    }
    return found.decoded();
  }

  private void decode(JsonObject message, Found found) throws MalformedMessage {
    switch (type(message)) {
      case "alpr_group" -> reads.group(message, found);
      case "alpr_results" -> {
        if (frames) {
          reads.results(message, found);
        }
      }
      case "alpr_alert" -> ListAlert.add(message, reads, agentHits, found);
      case "vehicle" -> {
        if (vehicles) {
          Vehicle.add(message, reads, found);
        }
      }
      case "heartbeat" -> found.add(Heartbeat.signal(message));
      default -> {
        // what later agents bring
      }
    }
  }

  /** Results of agents before version 2 have no type. */
  private static String type(JsonObject message) throws MalformedMessage {
    return !message.has("data_type") && message.has("results")
        ? "alpr_results"
        : message.text("data_type");
  }
}
