package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.InboundJson;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** A plugin of decoders that runs elsewhere. Thread-safe. */
final class IsolatedDecoderPlugin implements DecoderPlugin<Object> {
  /** Ways in of one source. */
  private static final int MAX_WAYS = 100;

  private final PluginInfo info;
  private final Class<Object> configType;
  private final CurrentJvm current;

  IsolatedDecoderPlugin(PluginInfo info, Class<Object> configType, CurrentJvm current) {
    this.info = info;
    this.configType = configType;
    this.current = current;
  }

  @Override
  public PluginInfo info() {
    return info;
  }

  @Override
  public Class<Object> configType() {
    return configType;
  }

  @Override
  public List<Inbound> inbound(Object config) throws SourceException {
    ObjectNode args = Json.object();
    args.set("config", ConfigType.values(configType, config));
    Frame answer = Remote.callForSource(Remote.now(current), "inbound", args);
    if (answer.parts().size() > MAX_WAYS) {
      throw new PluginCrash("asks for " + answer.parts().size() + " ways in");
    }
    List<Inbound> ways = new ArrayList<>();
    try {
      for (byte[] part : answer.parts()) {
        ways.add(InboundJson.read(JsonFields.of(Json.parse(part), "inbound")));
      }
    } catch (JsonFault e) {
      throw new PluginCrash("asks for a way in that cannot be: " + e.getMessage());
    }
    return ways;
  }

  @Override
  public Decoder open(Object config) throws SourceException {
    return IsolatedDecoder.open(current, ConfigType.values(configType, config));
  }
}
