package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * The life of one source, from its configuration to its close. On the source's lane, but for what
 * its session and its door tell it, which it posts there.
 */
final class SourceLife implements SourceSession.Listener {
  private final String id;
  private final String pluginId;
  private final Platform platform;
  private final Lane lane;
  private final StateBoard board;
  private final DecoderDoor door;
  private final SharedWatch watch;
  private final Opener opener;
  private final Backoff backoff;
  private final Crashes crashes;
  private final Alarm alarm;
  private @Nullable SourceConfig config;
  private @Nullable Plugin plugin;
  private boolean starting;

  // read by anybody
  private volatile @Nullable Session session;
  private volatile boolean camera;

  SourceLife(
      String id,
      String pluginId,
      Platform platform,
      Lane lane,
      StateBoard board,
      SourceStats stats,
      DecoderDoor door,
      SharedWatch watch) {
    this.id = id;
    this.pluginId = pluginId;
    this.platform = platform;
    this.lane = lane;
    this.board = board;
    this.door = door;
    this.watch = watch;
    this.opener = new Opener(platform, stats, this);
    this.backoff = new Backoff(platform::limits, () -> ThreadLocalRandom.current().nextDouble());
    this.crashes = new Crashes(platform::limits, platform.clock());
    this.alarm = new Alarm(platform.timer(), lane);
  }

  @Nullable Session session() {
    return session;
  }

  /** Whether it is, or was when its plugin was last here, one that can be asked for pictures. */
  boolean isCamera() {
    return camera;
  }

  void configure(SourceConfig next) {
    if (!next.equals(config)) {
      config = next;
      reopen("has another configuration");
    }
  }

  void remove() {
    close("its configuration was removed");
    board.enter(SourceState.STOPPED, "its configuration was removed");
  }

  void close(String reason) {
    config = null;
    alarm.cancel();
    closeSession(reason);
    door.away(reason);
    door.close();
  }

  void pluginCame(Plugin next) {
    if (plugin == null) {
      plugin = next;
      camera = next.cameras();
      reopen("has its plugin back");
    }
  }

  void pluginGone(Plugin gone, @Nullable Plugin next) {
    if (plugin == gone) {
      plugin = next;
      reopen("has lost its plugin");
    }
  }

  /** Closes it, whatever its state, and begins anew as if nothing had ever gone wrong. */
  void reopen(String why) {
    alarm.cancel();
    closeSession("the source " + why);
    crashes.clear();
    backoff.reset();
    begin();
  }

  private void begin() {
    SourceConfig wanted = config;
    Plugin with = plugin;
    if (wanted == null) {
      return;
    }
    if (wanted.fault().isPresent()) {
      waitFor(SourceState.WAITING_CONFIG, wanted.fault().get());
    } else if (with == null) {
      waitForPlugin(
          String.format(
              "the plugin %s is not installed: feature:install watchfloor-plugin-%s, or its maker's bundle",
              pluginId, pluginId));
    } else {
      board.enter(SourceState.STARTING, "");
      open(wanted, with);
    }
  }

  private void open(SourceConfig wanted, Plugin with) {
    try {
      Session opened = opener.open(wanted, with);
      session = opened;
      if (opened instanceof SourceSession source) {
        starting = true;
        source.start().whenComplete((done, e) -> lane.post(() -> started(source, e)));
      } else {
        connect();
      }
    } catch (ConfigFault e) {
      waitFor(SourceState.WAITING_CONFIG, String.valueOf(e.getMessage()));
    } catch (SourceException | PluginFault e) {
      fail(e, Words.of(e, Redaction.NONE));
    }
  }

  /** Opens the ways in of a decoder, or says that there is no transport. */
  void connect() {
    if (!(session instanceof DecoderSession decoder)) {
      return;
    }
    InboundTransport transport = platform.transport().get();
    if (transport == null) {
      door.close();
      board.enter(SourceState.OFFLINE, "no transport: the bundle camel-routing is not running");
      return;
    }
    try {
      door.admit(decoder, listener(decoder));
      door.open(id, transport, decoder.inbounds());
      board.enter(door.status());
    } catch (SourceException e) {
      fail(e, Words.of(e, decoder.calls().redaction()));
    }
  }

  private void started(SourceSession source, @Nullable Throwable e) {
    if (session != source || !starting) {
      return;
    }
    starting = false;
    if (e == null) {
      board.enter(source.status());
    } else {
      fail(Words.cause(e), Words.of(e, source.calls().redaction()));
    }
  }

  @Override
  public void reported(SourceSession source, SourceStatus status) {
    lane.post(
        () -> {
          if (session == source && !starting) {
            board.enter(status);
          }
        });
  }

  @Override
  public void failed(SourceSession source, SourceException cause) {
    lane.post(
        () -> {
          if (session == source) {
            fail(cause, Words.of(cause, source.calls().redaction()));
          }
        });
  }

  @Override
  public void faulted(SourceSession source, PluginFault fault) {
    lane.post(
        () -> {
          if (session == source) {
            count(fault, fault.kind() == PluginFault.Kind.GONE);
          }
        });
  }

  private DecoderDoor.Listener listener(DecoderSession decoder) {
    return new DoorEvents(
        lane,
        () -> session == decoder,
        fault -> count(fault, fault.kind() != PluginFault.Kind.CRASHED),
        () -> board.enter(door.status()),
        cause -> {
          door.close(); // it gave up: what is opened next must connect anew
          fail(cause, Words.of(cause, decoder.calls().redaction()));
        });
  }

  /**
   * @param fatal whether nothing can be asked of the session any more
   */
  private void count(PluginFault fault, boolean fatal) {
    String reason = Words.of(fault, Redaction.NONE);
    if (fatal) {
      fail(fault, reason);
    } else if (crashes.add()) {
      quarantine(reason);
    }
  }

  private void fail(Throwable cause, String reason) {
    boolean overdue = closeSession(reason) != null && crashes.add();
    if (cause instanceof SourceException e) {
      switch (e.kind()) {
        case AUTH -> waitFor(SourceState.WAITING_AUTH, reason);
        case CONFIG -> waitFor(SourceState.WAITING_CONFIG, reason);
        default -> retryUnless(overdue, reason);
      }
    } else if (cause instanceof PluginFault f && f.kind() == PluginFault.Kind.GONE) {
      waitForPlugin(reason + "; update or reinstall the plugin");
    } else if (cause instanceof PluginFault f && f.kind() == PluginFault.Kind.STOPPING) {
      door.away(reason);
    } else {
      retryUnless(crashes.add() || overdue, reason);
    }
  }

  private void retryUnless(boolean quarantine, String reason) {
    if (quarantine) {
      quarantine(reason);
      return;
    }
    Duration pause = backoff.next();
    String when = String.format(Locale.ROOT, "; next try in %.1f s", pause.toMillis() / 1000.0);
    door.away(reason);
    board.enter(SourceState.OFFLINE, reason + when);
    alarm.set(this::begin, pause);
  }

  private void quarantine(String reason) {
    Limits limits = platform.limits();
    waitFor(
        SourceState.QUARANTINED,
        String.format(
            "%d crashes or hangs within %d min, the last: %s; rtcc:source-restart %s releases it",
            limits.crashes(), limits.window().toMinutes(), reason, id));
  }

  private void waitFor(SourceState state, String reason) {
    closeSession(reason);
    door.away(reason);
    if (state != SourceState.QUARANTINED) {
      door.close(); // the way in, or its secret, may be what is wrong
    }
    board.enter(state, reason);
  }

  private void waitForPlugin(String reason) {
    door.away(reason);
    board.enter(SourceState.WAITING_PLUGIN, reason);
    // for an update's time the vendor is told to send again, not that nobody is here
    alarm.set(door::close, platform.limits().grace());
  }

  private @Nullable PluginFault closeSession(String reason) {
    Session open = session;
    session = null;
    starting = false;
    if (open == null) {
      return null;
    }
    backoff.ran(Duration.ofNanos(System.nanoTime() - open.openedNanos()));
    door.away(reason);
    watch.end("the source " + id + " was closed: " + reason);
    if (open instanceof DecoderSession) {
      door.drain(platform.limits().call());
    }
    return open.close();
  }
}
