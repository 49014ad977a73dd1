package org.watchfloor.plugin.plate.openalpr.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * An agent's sign of life, once a minute. Licence keys, addresses of cameras and the like are left
 * where they are.
 */
final class Heartbeat {
  private Heartbeat() {}

  static Signal signal(JsonObject beat) throws MalformedMessage {
    Instant at = beat.epochMillis("timestamp");
    // agents of version 1 have a site and no name of their own
    String site = beat.optionalName("site_id").orElse("");
    String host = shortened(beat.optionalText("agent_hostname").orElse(site), 128);
    String agent = shortened(beat.optionalText("agent_uid").orElse(host), 128);
    Map<String, Object> values = new LinkedHashMap<>();
    long cameras = 0;
    long streaming = 0;
    for (JsonObject stream : beat.objects("video_streams")) {
      cameras++;
      streaming += stream.flag("is_streaming") ? 1 : 0;
    }
    values.put("cameras", cameras);
    values.put("streaming", streaming);
    Optional<String> version = beat.optionalText("agent_version");
    version.ifPresent(v -> values.put("agentVersion", shortened(v, 64)));
    // messages that wait in the agent; -1 where it does not know
    Optional<Double> queue = beat.optionalNumber("beanstalk_queue_size").filter(n -> n >= 0);
    queue.ifPresent(n -> values.put("waiting", n.longValue()));
    return beat.checked(
        () ->
            Signal.of(Kind.DEVICE_HEARTBEAT, "heartbeat/" + agent + "/" + at.toEpochMilli(), at)
                .device(host)
                .detail(new Fields(values))
                .build());
  }

  private static String shortened(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }
}
