package org.watchfloor.core.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.watchfloor.core.api.deadletter.DeadLetter;

/** The documented JSON of dead letters. */
public final class DeadLetterJson {
  private DeadLetterJson() {}

  /** Without the body. */
  public static ObjectNode write(DeadLetter letter) {
    ObjectNode node = Json.object();
    node.put("number", letter.number());
    node.put("sourceId", letter.sourceId());
    node.put("receivedAt", letter.receivedAt().toString());
    node.put("contentType", letter.contentType());
    ObjectNode headers = node.putObject("headers");
    new TreeMap<>(letter.headers()).forEach(headers::put);
    node.put("length", letter.length());
    node.put("field", letter.field());
    node.put("reason", letter.reason());
    letter.replay().ifPresent(replay -> node.set("replay", write(replay)));
    return node;
  }

  public static ObjectNode write(DeadLetter.Replay replay) {
    return Json.object()
        .put("at", replay.at().toString())
        .put("by", replay.by())
        .put("taken", replay.taken())
        .put("outcome", replay.outcome());
  }
}
