package org.watchfloor.camel.routing.internal;

import java.util.Map;
import org.apache.camel.component.netty.NettyConfiguration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/** Ports that devices send datagrams to. Nothing is tried twice: nobody keeps a datagram. */
@Component(service = UdpTransport.class)
public final class UdpTransport implements Transport<Inbound.Udp> {
  private static final Logger LOG = LoggerFactory.getLogger(UdpTransport.class);

  /** Largest payload over IPv4: 65,535 less the headers of IP and UDP, RFC 768. */
  private static final int MAX_BYTES = 65_507;

  /** Asked of the operating system, which may give less; bursts wait there. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final Workshop workshop;
  private final EventLoops loops;

  @Activate
  public UdpTransport(@Reference Workshop workshop, @Reference EventLoops loops) {
    this.workshop = workshop;
    this.loops = loops;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Udp inbound, GuardedDecoder decoder)
      throws SourceException {
    Intake intake = Intakes.make("udp", sourceId, decoder, workshop);
    NettyConfiguration config = new NettyConfiguration();
    // with it two programs could share the port, and each would get some of the datagrams
    config.setReuseAddress(false);
    config.setReceiveBufferSize(RECEIVE_BUFFER);
    int max = Math.min(inbound.maxBytes(), MAX_BYTES);
    // one byte more than the limit tells a datagram that is too large from one that just fits
    config.setReceiveBufferSizePredictor(max + 1);
    new SocketRoute("udp", inbound.host(), inbound.port())
        .open(
            intake,
            config,
            new UdpPipeline(max, intake),
            loops.group(),
            exchange -> offer(intake, (byte[]) exchange.getMessage().getBody()));
    LOG.info("{}: listens on UDP port {} of {}", sourceId, inbound.port(), inbound.host());
    return intake;
  }

  private void offer(Intake intake, byte[] body) {
    if (!workshop.budget().take(body.length)) {
      intake.refuse(429, "a datagram is lost: the center holds too many messages at once");
      return;
    }
    Message message = new Message(body, "", Map.of(), workshop.clock().instant());
    intake.takeOnce(message).whenComplete((answer, e) -> workshop.budget().give(body.length));
  }
}
