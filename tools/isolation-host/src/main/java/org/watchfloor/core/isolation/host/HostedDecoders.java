package org.watchfloor.core.isolation.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.InboundJson;
import org.watchfloor.core.isolation.wire.MessageJson;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;

/**
 * The calls of a decoder plugin, and its open decoders. The center does not say when it needs one
 * no more: the one that was used longest ago goes, and is opened anew if it is asked for all the
 * same. Thread-safe.
 */
final class HostedDecoders {
  private static final int MAX_OPEN = 1_000;

  private final DecoderPlugin<Object> service;
  private final Class<?> configType;
  private final Map<Long, Decoder> open =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Decoder> eldest) {
          return size() > MAX_OPEN;
        }
      };
  private long opened;

  HostedDecoders(DecoderPlugin<Object> service, LoadedPlugin plugin) {
    this.service = service;
    this.configType = plugin.configType();
  }

  Callable<Frame> bind(String method, Frame args) throws JsonFault {
    JsonFields fields = args.fields();
    switch (method) {
      case "inbound" -> {
        Object config = ConfigProxy.of(configType, fields.object("config"));
        return () -> inbound(service.inbound(config));
      }
      case "open" -> {
        Object config = ConfigProxy.of(configType, fields.object("config"));
        return () -> Frame.of(Json.object().put("decoder", keep(service.open(config))));
      }
      case "decode" -> {
        long id = (long) fields.number("decoder");
        return () -> MessageJson.write(find(id).decode(MessageJson.message(args)));
      }
      default -> throw fields.fault("m", "is no method of a decoder plugin");
    }
  }

  private static Frame inbound(List<Inbound> inbounds) {
    List<byte[]> parts = new ArrayList<>();
    inbounds.forEach(inbound -> parts.add(Json.bytes(InboundJson.write(inbound))));
    return new Frame(Json.object(), parts);
  }

  private synchronized long keep(Decoder decoder) {
    open.put(++opened, decoder);
    return opened;
  }

  private synchronized Decoder find(long id) throws RemoteFault {
    Decoder decoder = open.get(id);
    if (decoder == null) {
      throw new RemoteFault(RemoteFault.Kind.UNKNOWN, "", "no decoder " + id + " is open");
    }
    return decoder;
  }
}
