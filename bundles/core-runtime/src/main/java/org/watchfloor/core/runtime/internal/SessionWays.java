package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.function.Consumer;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * The webhook that a source with a protocol of its own has asked for, and the decoder behind it.
 * They live as long as the session: where a decoder plugin's way in outlives its decoder, so that
 * the vendor is told to send again, this one is gone until the session is back. Thread-safe.
 */
final class SessionWays implements DecoderDoor.Listener {
  private final Platform platform;
  private final Custody custody;
  private final DecoderDoor door;
  private final Consumer<PluginFault> onFault;
  private final Consumer<SourceException> onFailure;
  private boolean open;
  private boolean closed;

  /**
   * @param onFault told of a message that crashed the decoder
   * @param onFailure told when the source has to be opened anew
   */
  SessionWays(
      Platform platform,
      SourceStats stats,
      Custody custody,
      Consumer<PluginFault> onFault,
      Consumer<SourceException> onFailure) {
    this.platform = platform;
    this.custody = custody;
    this.door = new DecoderDoor(platform, stats, custody);
    this.onFault = onFault;
    this.onFailure = onFailure;
  }

  /** See {@link org.watchfloor.plugin.api.source.SourceContext#receive}. */
  synchronized void open(Plugin plugin, PluginCalls calls, Inbound.Webhook way, Decoder decoder)
      throws SourceException {
    if (open || closed) {
      throw new SourceException(
          SourceException.Kind.RETRY, "a webhook is opened once, before the source is closed");
    }
    InboundTransport transport = platform.transport().get();
    if (transport == null) {
      throw new SourceException(
          SourceException.Kind.RETRY, "no transport: the bundle camel-routing is not running");
    }
    List<Inbound> ways = List.of(way);
    door.admit(DecoderSession.within(plugin, calls, custody, ways, decoder), this);
    through(transport, ways);
    open = true;
  }

  /** The thread is the plugin's: what the transport makes must not keep the plugin's loader. */
  private void through(InboundTransport transport, List<Inbound> ways) throws SourceException {
    Thread caller = Thread.currentThread();
    ClassLoader of = caller.getContextClassLoader();
    caller.setContextClassLoader(SessionWays.class.getClassLoader());
    try {
      door.open(custody.sourceId(), transport, ways);
    } finally {
      caller.setContextClassLoader(of);
    }
  }

  /** Nothing is open through the transport when it returns. */
  synchronized void transportGone(InboundTransport transport) {
    if (open && door.isThrough(transport)) {
      door.away("the transport is gone");
      door.close();
      failed(new SourceException(SourceException.Kind.RETRY, "the transport is gone"));
    }
  }

  synchronized void close() {
    closed = true;
    door.away("the source is closed");
    door.close();
  }

  /**
   * @throws DecoderUnavailable also where the source has asked for no webhook
   */
  Decoded replay(Message message) throws MalformedMessage, DecoderUnavailable {
    synchronized (this) {
      if (!open) {
        throw new DecoderUnavailable("the source " + custody.sourceId() + " has no decoder");
      }
    }
    return door.replay(message);
  }

  @Override
  public void faulted(PluginFault fault) {
    if (fault.kind() == PluginFault.Kind.CRASHED) {
      onFault.accept(fault);
    } else {
      // what hung may still be inside, and no message goes there any more
      failed(new SourceException(SourceException.Kind.RETRY, String.valueOf(fault.getMessage())));
    }
  }

  /** A webhook has no connection of which there is anything to say. */
  @Override
  public void reported() {}

  @Override
  public void failed(SourceException cause) {
    onFailure.accept(cause);
  }
}
