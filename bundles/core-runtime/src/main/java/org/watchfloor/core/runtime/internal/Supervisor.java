package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.DecoderUnavailable;
import org.watchfloor.core.api.runtime.InboundTransport;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/**
 * Watches over one source. Whatever happens to the source is a task on its lane, so that no two
 * happen at once. Thread-safe; methods return at once.
 */
final class Supervisor {
  private final String id;
  private final String pluginId;
  private final Platform platform;
  private final Lane lane;
  private final StateBoard board;
  private final SourceStats stats;
  private final Custody custody;
  private final DecoderDoor door;
  private final SharedWatch watch;
  private final FarWatch farWatch;
  private final SourceLife life;
  private volatile boolean wanted;

  Supervisor(String id, String pluginId, Platform platform) {
    this.id = id;
    this.pluginId = pluginId;
    this.platform = platform;
    this.lane = new Lane(id, platform.lanes());
    this.board = new StateBoard(id, platform);
    this.stats = new SourceStats(platform.clock());
    this.custody = platform.wards().of(pluginId).of(id);
    this.door = new DecoderDoor(platform, stats, custody);
    this.watch = new SharedWatch(platform, lane);
    this.farWatch = new FarWatch(id, platform);
    this.life = new SourceLife(pluginId, platform, lane, board, stats, custody, door, watch);
  }

  SourceInfo info() {
    StateBoard.Entry now = board.now();
    return new SourceInfo(
        id,
        pluginId,
        now.state(),
        now.reason(),
        now.since(),
        life.isCamera(),
        stats.signals(),
        stats.malformedCount(),
        stats.lastSignalAt());
  }

  String pluginId() {
    return pluginId;
  }

  /** A first or another configuration; the same one again changes nothing. */
  void configure(SourceConfig next) {
    wanted = true;
    lane.post(
        () -> {
          custody.attend(new SourceWarden(lane, life));
          life.configure(next);
        });
  }

  /** Closes it for good; the future completes when it is closed. */
  CompletableFuture<?> remove() {
    wanted = false;
    return lane.post(life::remove);
  }

  /** Whether there is a configuration for it. */
  boolean isWanted() {
    return wanted;
  }

  /** Closes it because the platform stops, which is no news about the source. */
  CompletableFuture<?> shutDown() {
    return lane.post(() -> life.close("the center is stopping"));
  }

  /** Opens it here or closes it here; what must not go on here is cut off at once. */
  void ownershipChanged() {
    Stand next = platform.ownership().of(id);
    if (next.equals(life.stand())) {
      return;
    }
    if (!next.runs() && life.session() instanceof SourceSession open) {
      open.gate().shut();
    }
    lane.post(life::settle);
  }

  void restart() {
    String node = platform.ownership().of(id).node();
    if (!node.isEmpty()) {
      platform.elsewhere().restart(node, id);
    }
    lane.post(() -> life.reopen("is restarted"));
  }

  void pluginCame(Plugin plugin) {
    lane.post(() -> life.pluginCame(plugin));
  }

  /**
   * Shuts the gate at once; the future completes when the plugin's objects are closed.
   *
   * @param next the one that takes over; null for none
   */
  CompletableFuture<?> pluginGone(Plugin gone, @Nullable Plugin next) {
    Session open = life.session();
    if (open != null && open.plugin() == gone) {
      door.away("the plugin " + pluginId + " is not running");
      open.gate().shut();
    }
    return lane.post(() -> life.pluginGone(gone, next));
  }

  void transportCame() {
    lane.post(life::connect);
  }

  /** The future completes when nothing is open through it. */
  CompletableFuture<?> transportGone(InboundTransport transport) {
    return lane.post(
        () -> {
          if (door.isThrough(transport)) {
            door.close();
          }
          if (life.session() instanceof SourceSession open) {
            open.ways().transportGone(transport);
          }
          life.connect();
        });
  }

  /** Ways in of the decoder that is open; none for any other source. */
  List<Inbound> openWays() {
    return life.session() instanceof DecoderSession open ? open.inbounds() : List.of();
  }

  Decoded replay(Message message) throws MalformedMessage, DecoderUnavailable {
    if (life.session() instanceof SourceSession open) {
      return open.ways().replay(message);
    }
    return door.replay(message);
  }

  CompletableFuture<Picture> snapshot(Duration deadline) {
    if (life.session() instanceof SourceSession open) {
      CameraSource camera = open.camera();
      if (camera != null) {
        return Snapshots.take(platform, open, camera, deadline);
      }
    }
    String node = platform.ownership().of(id).node();
    if (!node.isEmpty() && life.isCamera()) {
      return platform.elsewhere().snapshot(node, id, deadline);
    }
    CompletableFuture<Picture> refused = new CompletableFuture<>();
    Snapshots.fail(refused, whyNoPictures());
    return refused;
  }

  AutoCloseable watch(Consumer<Picture> onPicture, Consumer<String> onEnd) {
    Viewer viewer = new Viewer(onPicture, onEnd, platform.viewers());
    lane.post(() -> join(viewer));
    return () -> {
      viewer.leave();
      farWatch.leave(viewer);
      lane.post(() -> watch.leave(viewer));
    };
  }

  private void join(Viewer viewer) {
    CameraSource camera = life.session() instanceof SourceSession open ? open.camera() : null;
    if (camera != null && life.session() instanceof SourceSession open) {
      watch.join(viewer, open, camera);
    } else if (!platform.ownership().of(id).node().isEmpty() && life.isCamera()) {
      farWatch.join(viewer);
    } else {
      viewer.end(whyNoPictures());
    }
  }

  private String whyNoPictures() {
    StateBoard.Entry now = board.now();
    if (life.session() != null && !life.isCamera()) {
      return "the source " + id + " is no camera";
    }
    String reason = now.reason().isEmpty() ? "" : ": " + now.reason();
    return "the source " + id + " is " + StateBoard.word(now.state()) + reason;
  }
}
