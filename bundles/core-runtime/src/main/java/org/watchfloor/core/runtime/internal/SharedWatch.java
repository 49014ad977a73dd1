package org.watchfloor.core.runtime.internal;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;

/**
 * The one stream of a camera that serves all who watch: opened for the first, closed after the
 * last. On its source's lane but for the pictures, which come on threads of the source.
 */
final class SharedWatch {
  private final Platform platform;
  private final Lane lane;
  private final Set<Viewer> viewers = new CopyOnWriteArraySet<>();
  private volatile @Nullable Stream stream;

  /** A stream that was asked for, and whose it is. */
  private record Stream(
      SourceSession session, CompletableFuture<AutoCloseable> handle, Object key) {}

  SharedWatch(Platform platform, Lane lane) {
    this.platform = platform;
    this.lane = lane;
  }

  void join(Viewer viewer, SourceSession session, CameraSource camera) {
    viewers.add(viewer);
    if (stream != null) {
      return;
    }
    Object key = new Object();
    CompletableFuture<AutoCloseable> handle =
        session.watch(
            camera,
            picture -> show(key, picture),
            reason -> lane.post(() -> ended(key, "the camera ended the stream: " + reason)));
    stream = new Stream(session, handle, key);
    handle.whenComplete(
        (opened, e) -> {
          if (e != null) {
            String reason = Words.of(e, session.calls().redaction());
            lane.post(() -> ended(key, "the stream cannot be opened: " + reason));
          }
        });
  }

  void leave(Viewer viewer) {
    viewer.leave();
    viewers.remove(viewer);
    if (viewers.isEmpty()) {
      closeStream();
    }
  }

  /** Ends it for all who watch, with the reason. */
  void end(String reason) {
    closeStream();
    for (Viewer viewer : viewers) {
      viewer.end(reason);
    }
    viewers.clear();
  }

  private void show(Object key, Picture picture) {
    Stream current = stream;
    if (current != null && current.key() != key) {
      return; // of a stream that nobody watches any more
    }
    for (Viewer viewer : viewers) {
      viewer.show(picture);
    }
  }

  private void ended(Object key, String reason) {
    Stream current = stream;
    if (current != null && current.key() == key) {
      end(reason);
    }
  }

  private void closeStream() {
    Stream current = stream;
    stream = null;
    if (current == null) {
      return;
    }
    current
        .handle()
        .thenAccept(
            handle ->
                current
                    .session()
                    .calls()
                    .async(
                        "close of the stream",
                        platform.limits().close(),
                        () -> {
                          handle.close();
                          return Boolean.TRUE;
                        }));
  }
}
