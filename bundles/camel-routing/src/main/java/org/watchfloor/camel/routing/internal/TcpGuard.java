package org.watchfloor.camel.routing.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one connection: memory for a message that is not whole yet, time until it is whole, and
 * silence. On the connection's own thread.
 */
final class TcpGuard extends ChannelInboundHandlerAdapter {
  private final Frames frames;
  private final Intake intake;
  private final Workshop workshop;
  private int held;
  private @Nullable ScheduledFuture<?> deadline;

  TcpGuard(Frames frames, Intake intake, Workshop workshop) {
    this.frames = frames;
    this.intake = intake;
    this.workshop = workshop;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    int length = ((ByteBuf) bytes).readableBytes();
    if (!workshop.budget().take(length)) {
      ReferenceCountUtil.release(bytes);
      close(context, 429, "the center holds too many messages at once");
      return;
    }
    held += length;
    context.fireChannelRead(bytes);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    int left = frames.cumulated().getAsInt();
    workshop.budget().give(held - left);
    held = left;
    if (left == 0) {
      cancel();
    } else if (deadline == null) {
      deadline =
          context
              .executor()
              .schedule(
                  () -> close(context, 408, "a message was not whole in time"),
                  workshop.config().timeout_ms(),
                  TimeUnit.MILLISECONDS);
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof IdleStateEvent)) {
      context.fireUserEventTriggered(event);
    } else if (!TcpStep.isBusy(context.channel())) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    context.fireChannelInactive();
    cancel();
    workshop.budget().give(held);
    held = 0;
  }

  private void close(ChannelHandlerContext context, int status, String reason) {
    if (TcpStep.isBusy(context.channel())) {
      deadline = null; // whole messages wait for their turn; the rest of this one is not read now
      return;
    }
    intake.refuse(status, "a connection was closed: " + reason);
    context.close();
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
