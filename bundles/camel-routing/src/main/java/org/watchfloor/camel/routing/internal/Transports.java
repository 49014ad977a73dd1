package org.watchfloor.camel.routing.internal;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.route.Routes;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Finds the transport of a way in by its type, and knows which ways are open. Thread-safe. */
@Component(service = {InboundTransport.class, Routes.class})
public final class Transports implements InboundTransport, Routes {
  private final Map<Class<? extends Inbound>, Transport<?>> byType;
  private final Set<CountedWay> open = ConcurrentHashMap.newKeySet();

  @Activate
  public Transports(
      @Reference HookTransport hook,
      @Reference PollTransport poll,
      @Reference MqttTransport mqtt,
      @Reference TcpTransport tcp,
      @Reference UdpTransport udp,
      @Reference FilesTransport files,
      @Reference SftpTransport sftp) {
    byType =
        Map.of(
            Inbound.Webhook.class, hook,
            Inbound.Poll.class, poll,
            Inbound.Mqtt.class, mqtt,
            Inbound.Tcp.class, tcp,
            Inbound.Udp.class, udp,
            Inbound.Files.class, files,
            Inbound.Sftp.class, sftp);
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound inbound, GuardedDecoder decoder)
      throws SourceException {
    Transport<?> transport = byType.get(inbound.getClass());
    if (transport == null) {
      throw new SourceException(
          SourceException.Kind.CONFIG, sourceId + ": this center has no transport for " + inbound);
    }
    CountedWay way = new CountedWay(sourceId, inbound, decoder, Clock.systemUTC());
    AutoCloseable handle = open(transport, sourceId, inbound, way);
    open.add(way);
    return () -> {
      open.remove(way);
      handle.close();
    };
  }

  @Override
  public List<RouteInfo> routes() {
    return open.stream()
        .map(CountedWay::info)
        .sorted(Comparator.comparing(RouteInfo::contributor).thenComparing(RouteInfo::id))
        .toList();
  }

  @SuppressWarnings("unchecked") // the map pairs a type with its own transport
  private static <I extends Inbound> AutoCloseable open(
      Transport<I> transport, String sourceId, Inbound inbound, GuardedDecoder decoder)
      throws SourceException {
    return transport.open(sourceId, (I) inbound, decoder);
  }
}
