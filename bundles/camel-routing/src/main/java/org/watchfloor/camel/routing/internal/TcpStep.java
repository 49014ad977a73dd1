package org.watchfloor.camel.routing.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.netty.NettyConstants;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Framing;
import org.watchfloor.plugin.api.source.Message;

/** Sends a connection's message in, answers it, and reads the next one then. */
final class TcpStep extends AsyncProcessorSupport {
  private static final AttributeKey<Boolean> BUSY = AttributeKey.valueOf("watchfloor-busy");

  private final Framing framing;
  private final Intake intake;
  private final Workshop workshop;

  TcpStep(Framing framing, Intake intake, Workshop workshop) {
    this.framing = framing;
    this.intake = intake;
    this.workshop = workshop;
  }

  /** Whether a message of this connection is under way. */
  static boolean isBusy(Channel channel) {
    return Boolean.TRUE.equals(channel.attr(BUSY).get());
  }

  static void busy(Channel channel, boolean busy) {
    channel.attr(BUSY).set(busy);
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    byte[] body = (byte[]) exchange.getMessage().getBody();
    ChannelHandlerContext context =
        exchange
            .getMessage()
            .getHeader(NettyConstants.NETTY_CHANNEL_HANDLER_CONTEXT, ChannelHandlerContext.class);
    Message message = new Message(body, "", Map.of(), workshop.clock().instant());
    // never refused: the bytes are here, and one message a connection is the bound
    workshop.budget().give(-body.length);
    intake
        .take(message)
        .whenComplete(
            (answer, e) -> {
              workshop.budget().give(body.length);
              context.executor().execute(() -> settled(context, answer));
              callback.done(false);
            });
    return false;
  }

  /**
   * @param answer null if the source was closed; so is the connection then
   */
  private void settled(ChannelHandlerContext context, @Nullable Answer answer) {
    busy(context.channel(), false);
    if (answer == null) {
      context.close();
      return;
    }
    byte[] reply = answer.status() == 200 ? answer.bytes() : new byte[0];
    if (reply.length > 0 && Frames.fits(framing, reply)) {
      context.writeAndFlush(Frames.framed(framing, reply));
    }
    context.read();
  }
}
