package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * The life of one source, from its configuration to its close. On the source's lane, but for what
 * its session and its door tell it, which it posts there.
 */
final class SourceLife {
  private final String id;
  private final Platform platform;
  private final Lane lane;
  private final StateBoard board;
  private final DecoderDoor door;
  private final SharedWatch watch;
  private final Opener opener;
  private final Backoff backoff;
  private final Judge judge;
  private final Custody custody;
  private final Alarm alarm;
  private final Waiting waiting;
  private final Ways ways;
  private @Nullable SourceConfig config;
  private @Nullable Plugin plugin;
  private boolean starting;

  // read by anybody
  private volatile @Nullable Session session;
  private volatile boolean camera;
  private volatile Stand stand = Stand.UNKNOWN;

  SourceLife(
      String pluginId,
      Platform platform,
      Lane lane,
      StateBoard board,
      SourceStats stats,
      Custody custody,
      DecoderDoor door,
      SharedWatch watch) {
    this.id = custody.sourceId();
    this.custody = custody;
    this.platform = platform;
    this.lane = lane;
    this.board = board;
    this.door = door;
    this.watch = watch;
    this.opener = new Opener(platform, stats, custody, events());
    this.backoff = new Backoff(platform::limits, () -> ThreadLocalRandom.current().nextDouble());
    this.judge = new Judge(platform, custody);
    this.alarm = new Alarm(platform.timer(), lane);
    this.ways = new Ways(id, platform, door, board);
    this.waiting =
        new Waiting(pluginId, platform, custody, board, door, backoff, alarm, this::begin);
  }

  @Nullable Session session() {
    return session;
  }

  /** Whether it is, or was when its plugin was last here, one that can be asked for pictures. */
  boolean isCamera() {
    return camera;
  }

  /** What this node may do for it, as far as that was carried out. */
  Stand stand() {
    return stand;
  }

  /** Runs it here, or no more, as the nodes have agreed. */
  void settle() {
    Stand next = platform.ownership().of(id);
    Session open = session;
    boolean isCut = open instanceof SourceSession && open.gate().isShut();
    if (next.equals(stand) && !isCut) {
      return;
    }
    stand = next;
    if (open instanceof DecoderSession) {
      connect();
    } else if (open == null || isCut || !next.runs()) {
      alarm.cancel();
      closeSession("the source " + (next.runs() ? "has moved" : next.reason()));
      backoff.reset();
      begin();
    }
  }

  void configure(SourceConfig next) {
    if (!next.equals(config)) {
      config = next;
      reopen("has another configuration");
    }
  }

  void remove() {
    close("its configuration was removed");
    custody.leaveAlone();
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
    } else if (plugin == next && session == null) {
      waiting.hurry();
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
    if (board.now().state() == SourceState.QUARANTINED) {
      custody.note(PluginEvent.Kind.RELEASED, "the source " + why);
    }
    judge.forgive();
    door.forgive();
    backoff.reset();
    begin();
  }

  private void begin() {
    SourceConfig wanted = config;
    Plugin with = plugin;
    stand = platform.ownership().of(id);
    if (wanted != null && !waiting.holdsBack(wanted, with, stand) && with != null) {
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
      waiting.waitFor(SourceState.WAITING_CONFIG, String.valueOf(e.getMessage()));
    } catch (SourceException | PluginFault e) {
      fail(e, Words.of(e, Redaction.NONE));
    }
  }

  /** Opens the ways in of a decoder. */
  void connect() {
    if (session instanceof DecoderSession decoder) {
      try {
        ways.connect(decoder, stand, events(decoder));
      } catch (SourceException e) {
        fail(e, Words.of(e, decoder.calls().redaction()));
      }
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

  private SourceSession.Listener events() {
    return new SessionEvents(
        lane,
        source -> session == source,
        status -> {
          if (!starting) {
            board.enter(status);
          }
        },
        this::fail,
        fault -> {
          judge.note(fault);
          count(fault, fault.kind() == PluginFault.Kind.GONE);
        });
  }

  private DecoderDoor.Listener events(DecoderSession decoder) {
    return new DoorEvents(
        lane,
        () -> session == decoder,
        fault -> count(fault, fault.kind() != PluginFault.Kind.CRASHED),
        () -> ways.show(stand),
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
      fallSilent(fault, reason);
      waiting.carryOut(judge.of(fault, reason, closeSession(reason)));
    } else if (judge.isOneTooMany(fault)) {
      closeSession(reason);
      waiting.quarantine(judge.often(reason));
    }
  }

  /** Start has not returned for long. */
  void slowToStart(String reason) {
    if (starting) {
      String end = "; it is interrupted after " + Words.seconds(platform.limits().start());
      board.enter(SourceState.STARTING, reason + end);
    }
  }

  /** Its plugin had too many threads a moment ago. */
  void crowded() {
    if (session != null && custody.isCrowded()) {
      fail(new PluginFault(PluginFault.Kind.LEAKED, custody.crowd()), custody.crowd());
    }
  }

  /** It has to go, for the good of others. */
  void evict(PluginEvent.Kind kind, String reason) {
    if (session != null) {
      if (kind != PluginEvent.Kind.FLOOD) { // which was said when it began
        custody.note(kind, reason);
      }
      closeSession(reason);
      waiting.quarantine(reason);
    }
  }

  private void fail(Throwable cause, String reason) {
    judge.note(cause);
    fallSilent(cause, reason);
    waiting.carryOut(judge.of(cause, reason, closeSession(reason)));
  }

  /** Closing a plugin that hangs takes a while, in which nothing comes of it any more. */
  private void fallSilent(Throwable cause, String reason) {
    Session open = session;
    if (open != null
        && cause instanceof PluginFault fault
        && (fault.kind() == PluginFault.Kind.HUNG || fault.kind() == PluginFault.Kind.LEAKED)) {
      open.gate().shut();
      board.enter(SourceState.OFFLINE, reason + "; it is being closed");
    }
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
    PluginFault fault = open.close();
    if (fault != null) {
      judge.note(fault);
    }
    return fault;
  }
}
