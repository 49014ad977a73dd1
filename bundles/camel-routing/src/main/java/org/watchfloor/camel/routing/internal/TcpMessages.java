package org.watchfloor.camel.routing.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;

/** Makes each frame the bytes of a message, and asks for the first. On the connection's thread. */
final class TcpMessages extends SimpleChannelInboundHandler<ByteBuf> {
  private final Intake intake;
  private final int maxBytes;

  TcpMessages(Intake intake, int maxBytes) {
    this.intake = intake;
    this.maxBytes = maxBytes;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.fireChannelActive();
    context.read();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    if (frame.isReadable()) {
      TcpStep.busy(context.channel(), true);
      context.fireChannelRead(ByteBufUtil.getBytes(frame));
    } else {
      context.read(); // an empty line is a device's sign of life
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      intake.refuse(
          413, "a message is larger than the " + maxBytes + " bytes that this source takes");
      if (!TcpStep.isBusy(context.channel())) {
        context.read(); // the rest of it is skipped
      }
    } else if (cause instanceof CorruptedFrameException) {
      intake.refuse(400, "a connection was closed: the length before a message is malformed");
      context.close();
    } else if (cause instanceof IOException) {
      context.close(); // the device went
    } else {
      intake.refuse(500, "a connection was closed: " + Troubles.words(cause));
      context.close();
    }
  }
}
