package org.watchfloor.camel.routing.internal;

import org.apache.camel.component.netty.NettyConfiguration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Ports that devices connect to. Thread-safe. */
@Component(service = TcpTransport.class)
public final class TcpTransport implements Transport<Inbound.Tcp> {
  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

  private final Workshop workshop;
  private final EventLoops loops;

  @Activate
  public TcpTransport(@Reference Workshop workshop, @Reference EventLoops loops) {
    this.workshop = workshop;
    this.loops = loops;
  }

  @Override
  public AutoCloseable open(String sourceId, Inbound.Tcp inbound, GuardedDecoder decoder)
      throws SourceException {
    Intake intake = Intakes.make("tcp", sourceId, decoder, workshop);
    NettyConfiguration config = new NettyConfiguration();
    config.setReuseAddress(true); // a port that was just closed can be opened again
    config.setKeepAlive(true);
    new SocketRoute("tcp", inbound.host(), inbound.port())
        .open(
            intake,
            config,
            new TcpPipeline(inbound, intake, workshop),
            loops.group(),
            new TcpStep(inbound.framing(), intake, workshop));
    LOG.info("{}: listens on TCP port {} of {}", sourceId, inbound.port(), inbound.host());
    return intake;
  }
}
