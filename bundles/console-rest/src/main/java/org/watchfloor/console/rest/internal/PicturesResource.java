package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.video.Video;

/** Live pictures of cameras: one now, or as they come. Every view is on record. */
final class PicturesResource implements Resource {
  private static final Need VIEWER = Need.of(Role.VIEWER);

  /** docs/rest.md: a camera that does not answer within 3 s is a 504. */
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** For a video part that does not keep the deadline it was given. */
  private static final long GRACE_MILLIS = 500;

  private final Parts parts;
  private final Streams streams;
  private final Looks looks;

  PicturesResource(Parts parts, Streams streams, Looks looks) {
    this.parts = parts;
    this.streams = streams;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/cameras/{id}/snapshot", VIEWER, "One picture now", this::snapshot)
            .answering(200, "image/jpeg"),
        Route.get("/cameras/{id}/mjpeg", VIEWER, "Pictures as the camera makes them", this::mjpeg)
            .answering(200, MjpegStream.CONTENT_TYPE));
  }

  private Answer snapshot(Call call) throws Problem {
    Video video = parts.video();
    String id = live(call).id();
    looks.record(call.actor(), "camera.snapshot", id);
    String path = call.request().getRequestURI();
    return new Answer.Later(
        video
            .snapshot(id, DEADLINE)
            .toCompletableFuture()
            .copy() // the video part may share its future between callers: time out our own
            .orTimeout(DEADLINE.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
            .thenApply(PicturesResource::jpeg)
            .exceptionally(e -> noPicture(id, e).answer(path)));
  }

  private static Answer.Ready jpeg(Picture picture) {
    return new Answer.Ready(
        200,
        "image/jpeg",
        picture.toByteArray(),
        Map.of("X-Taken-At", picture.takenAt().toString()));
  }

  private static Problem noPicture(String id, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    String reason =
        cause instanceof TimeoutException
            ? "it did not answer within " + DEADLINE.toSeconds() + " s"
            : cause.getMessage() == null ? "the source gave no reason" : cause.getMessage();
    return Problem.of(504, "Camera " + id + " gave no picture: " + reason);
  }

  private Camera live(Call call) throws Problem {
    String id = call.path("id");
    Camera camera = parts.cameras().camera(id).orElseThrow(() -> Problem.notFound("camera", id));
    if (camera.sourceId().isEmpty()) {
      throw Problem.of(409, "Camera " + id + " gives no pictures: it is only on the map.");
    }
    return camera;
  }

  private Answer mjpeg(Call call) throws Exception {
    Video video = parts.video();
    String id = live(call).id();
    looks.always(call.actor(), "camera.view", id);
    streams.reserve(call.caller());
    AsyncContext async = call.request().startAsync();
    async.setTimeout(0);
    MjpegStream stream;
    try {
      stream = new MjpegStream(async, streams, call.caller(), () -> parts.video == video);
      async.addListener(stream);
      streams.begin(call.caller(), VIEWER, stream);
    } catch (IOException | RuntimeException e) {
      streams.release(call.caller());
      async.complete();
      throw e;
    }
    try {
      stream.begin();
      stream.feed(video.watch(id, stream::show, reason -> stream.end()));
    } catch (RuntimeException e) {
      stream.end();
    }
    return new Answer.Taken();
  }
}
