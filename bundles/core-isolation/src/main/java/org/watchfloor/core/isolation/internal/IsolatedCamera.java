package org.watchfloor.core.isolation.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.SourceException;

/** A camera that runs elsewhere. Thread-safe. */
final class IsolatedCamera extends IsolatedSource implements CameraSource {

  IsolatedCamera(Jvm jvm, long number, String sourceId) {
    super(jvm, number, sourceId);
  }

  @Override
  public CompletionStage<Picture> snapshot(Duration deadline) {
    CompletableFuture<Picture> result = new CompletableFuture<>();
    jvm()
        .ask("snapshot", args().put("deadline", deadline.toMillis()))
        .whenComplete((answer, e) -> complete(result, answer, e));
    return result;
  }

  private void complete(
      CompletableFuture<Picture> result, @Nullable Frame answer, @Nullable Throwable e) {
    if (answer == null) {
      result.completeExceptionally(jvm().translated(e));
      return;
    }
    try {
      result.complete(CenterSide.picture(answer.fields(), answer.part(0)));
    } catch (JsonFault wrong) {
      result.completeExceptionally(new PluginCrash("gave no picture: " + wrong.getMessage()));
    }
  }

  @Override
  public AutoCloseable watch(Consumer<Picture> onPicture, Consumer<String> onEnd)
      throws SourceException {
    Viewing viewing = new Viewing(onPicture, onEnd);
    long watch = jvm().center().add(viewing);
    boolean good = false;
    try {
      Remote.callForSource(jvm(), "watch", args().put("watch", watch));
      good = true;
    } finally {
      if (!good) {
        jvm().center().removeWatch(watch);
      }
    }
    return () -> {
      viewing.close();
      jvm().center().removeWatch(watch);
      jvm().tell("unwatch", Json.object().put("watch", watch));
    };
  }
}
