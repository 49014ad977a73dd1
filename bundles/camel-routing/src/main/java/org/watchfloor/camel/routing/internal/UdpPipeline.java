package org.watchfloor.camel.routing.internal;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;
import org.jspecify.annotations.Nullable;

/** What each datagram goes through: the limit, the route. */
final class UdpPipeline extends ServerInitializerFactory {
  private final int maxBytes;
  private final Intake intake;
  private final @Nullable NettyConsumer consumer;

  UdpPipeline(int maxBytes, Intake intake) {
    this(maxBytes, intake, null);
  }

  private UdpPipeline(int maxBytes, Intake intake, @Nullable NettyConsumer consumer) {
    this.maxBytes = maxBytes;
    this.intake = intake;
    this.consumer = consumer;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer next) {
    return new UdpPipeline(maxBytes, intake, next);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast(new Datagrams());
    if (consumer != null) {
      channel.pipeline().addLast(new ServerChannelHandler(consumer));
    }
  }

  private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      int length = packet.content().readableBytes();
      if (length > maxBytes) {
        intake.refuse(
            413, "a datagram is larger than the " + maxBytes + " bytes that this source takes");
      } else if (length > 0) {
        context.fireChannelRead(ByteBufUtil.getBytes(packet.content()));
      }
    }
  }
}
