package org.watchfloor.camel.routing.internal;

import io.netty.channel.Channel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Inbound;

/**
 * What each connection's bytes go through: limits, frames, one message at a time, the route.
 * Reading is by request: nothing is read while a message is under way, so that the device's own
 * connection holds it back.
 */
final class TcpPipeline extends ServerInitializerFactory {
  private final Inbound.Tcp inbound;
  private final Intake intake;
  private final Workshop workshop;
  private final AtomicInteger connections = new AtomicInteger();
  private final @Nullable NettyConsumer consumer;

  TcpPipeline(Inbound.Tcp inbound, Intake intake, Workshop workshop) {
    this(inbound, intake, workshop, null);
  }

  private TcpPipeline(
      Inbound.Tcp inbound, Intake intake, Workshop workshop, @Nullable NettyConsumer consumer) {
    this.inbound = inbound;
    this.intake = intake;
    this.workshop = workshop;
    this.consumer = consumer;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer next) {
    return new TcpPipeline(inbound, intake, workshop, next);
  }

  @Override
  protected void initChannel(Channel channel) {
    int max = workshop.config().tcp_connections_max();
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    if (connections.incrementAndGet() > max) {
      intake.refuse(429, "a connection was closed: the source takes " + max + " at once");
      channel.close();
      return;
    }
    channel.config().setAutoRead(false);
    Frames frames = Frames.of(inbound.framing(), inbound.maxBytes());
    channel
        .pipeline()
        .addLast(new IdleStateHandler(workshop.config().tcp_idle_s(), 0, 0, TimeUnit.SECONDS))
        .addLast(new TcpGuard(frames, intake, workshop))
        .addLast(frames.handler())
        .addLast(new FlowControlHandler())
        .addLast(new TcpMessages(intake, inbound.maxBytes()));
    if (consumer != null) {
      channel.pipeline().addLast(new ServerChannelHandler(consumer));
    }
  }
}
