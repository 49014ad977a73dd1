package org.watchfloor.camel.routing.internal;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Finds the transport of a way in by its type. Thread-safe. */
@Component(service = InboundTransport.class)
public final class Transports implements InboundTransport {
  private final Map<Class<? extends Inbound>, Transport<?>> byType;

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
    return open(transport, sourceId, inbound, decoder);
  }

  @SuppressWarnings("unchecked") // the map pairs a type with its own transport
  private static <I extends Inbound> AutoCloseable open(
      Transport<I> transport, String sourceId, Inbound inbound, GuardedDecoder decoder)
      throws SourceException {
    return transport.open(sourceId, (I) inbound, decoder);
  }
}
