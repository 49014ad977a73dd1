package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/** A decoder that is open for one source, and the ways in that it asked for. */
final class DecoderSession implements Session {
  private final Plugin plugin;
  private final PluginCalls calls;
  private final Custody custody;
  private final Gate gate;
  private final long openedNanos = System.nanoTime();
  private final List<Inbound> inbounds;
  private final Decoder decoder;

  private DecoderSession(
      Plugin plugin, PluginCalls calls, Custody custody, List<Inbound> inbounds, Decoder decoder) {
    this.plugin = plugin;
    this.calls = calls;
    this.custody = custody;
    this.gate = new Gate(custody.dropped());
    this.inbounds = inbounds;
    this.decoder = decoder;
  }

  static DecoderSession open(
      Plugin plugin,
      DecoderPlugin<Object> service,
      Object config,
      PluginCalls calls,
      Custody custody,
      Duration deadline)
      throws SourceException, PluginFault {
    boolean open = false;
    try {
      List<Inbound> inbounds =
          calls.call(
              "inbound",
              deadline,
              SourceException.class,
              () -> List.copyOf(service.inbound(config)));
      Decoder decoder =
          calls.call("open", deadline, SourceException.class, () -> service.open(config));
      open = true;
      return new DecoderSession(plugin, calls, custody, inbounds, decoder);
    } finally {
      if (!open) {
        end(calls, custody);
      }
    }
  }

  List<Inbound> inbounds() {
    return inbounds;
  }

  Decoded decode(Message message, Duration deadline) throws MalformedMessage, PluginFault {
    return calls.call("decode", deadline, MalformedMessage.class, () -> decoder.decode(message));
  }

  @Override
  public Plugin plugin() {
    return plugin;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public PluginCalls calls() {
    return calls;
  }

  @Override
  public long openedNanos() {
    return openedNanos;
  }

  @Override
  public @Nullable PluginFault close() {
    gate.shut();
    List<String> names = end(calls, custody);
    return names.isEmpty()
        ? null
        : new PluginFault(
            PluginFault.Kind.LEAKED,
            "left threads behind, which a decoder never makes: " + Words.some(names, 5));
  }

  private static List<String> end(PluginCalls calls, Custody custody) {
    calls.close(Duration.ZERO);
    custody.unwatch(calls);
    return custody.sweep();
  }
}
