package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;

/**
 * Asks a camera for one picture, with a deadline that holds even if the plugin hangs. Failures are
 * {@link IOException} of our own, so that no class of a plugin gets out.
 */
final class Snapshots {
  private Snapshots() {}

  static CompletableFuture<Picture> take(
      Platform platform, SourceSession session, CameraSource camera, Duration deadline) {
    CompletableFuture<Picture> result = new CompletableFuture<>();
    try {
      Future<?> alarm =
          platform
              .timer()
              .schedule(
                  () -> fail(result, "no picture within " + deadline.toMillis() + " ms"),
                  Math.max(0, deadline.toMillis()),
                  TimeUnit.MILLISECONDS);
      result.whenComplete((picture, e) -> alarm.cancel(false));
    } catch (RejectedExecutionException e) {
      fail(result, "the center is stopping");
      return result;
    }
    session
        .snapshot(camera, deadline)
        .thenCompose(stage -> stage)
        .whenComplete(
            (picture, e) -> {
              if (e != null) {
                fail(result, Words.of(e, session.calls().redaction()));
              } else if (picture == null) {
                fail(result, "the plugin gave no picture");
              } else {
                result.complete(picture);
              }
            });
    return result;
  }

  static void fail(CompletableFuture<Picture> result, String reason) {
    result.completeExceptionally(new IOException(reason));
  }
}
