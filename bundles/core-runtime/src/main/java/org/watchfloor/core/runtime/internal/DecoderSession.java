package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.RemoteDecoder;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * A decoder that is open for one source, and the ways in that it asked for. Thread-safe, but for
 * {@link #decode}, which is called by one thread at a time.
 */
final class DecoderSession implements Session {
  private final Plugin plugin;
  private final PluginCalls calls;
  private final Custody custody;
  private final Gate gate;
  private final long openedNanos = System.nanoTime();
  private final List<Inbound> inbounds;
  private final Decoder decoder;
  private final RemoteDecoder.@Nullable Watch watch;
  private volatile SourceStatus reach = SourceStatus.online();
  private volatile Runnable onReach = () -> {};

  private DecoderSession(
      Plugin plugin, PluginCalls calls, Custody custody, List<Inbound> inbounds, Decoder decoder) {
    this.plugin = plugin;
    this.calls = calls;
    this.custody = custody;
    this.gate = new Gate(custody.dropped());
    this.inbounds = inbounds;
    this.decoder = decoder;
    this.watch = decoder instanceof RemoteDecoder remote ? remote.watch(this::reached) : null;
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

  /** One that belongs to a session, whose calls are not its own to end: it is never closed. */
  static DecoderSession within(
      Plugin plugin, PluginCalls calls, Custody custody, List<Inbound> inbounds, Decoder decoder) {
    return new DecoderSession(plugin, calls, custody, inbounds, decoder);
  }

  /** A lost process is a trouble once, however many attempts it takes to replace it. */
  private void reached(SourceStatus said) {
    SourceStatus next = new SourceStatus(said.state(), calls.redaction().line(said.reason()));
    SourceStatus before = reach;
    reach = next;
    if (isOnline(before) && !isOnline(next)) {
      custody.note(PluginEvent.Kind.CRASHED, next.reason());
    }
    onReach.run();
  }

  private static boolean isOnline(SourceStatus status) {
    return status.state() == SourceStatus.State.ONLINE;
  }

  /** Whether the decoder can be asked now; always ONLINE for one that runs in this process. */
  SourceStatus reach() {
    return reach;
  }

  /** Called on any thread when {@link #reach} has changed. */
  void onReach(Runnable listener) {
    onReach = listener;
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
    if (watch != null) {
      watch.close();
    }
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
