package org.watchfloor.core.isolation.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.watchfloor.plugin.api.media.Picture;

/** Who looks at a stream. Told of its end once. Thread-safe. */
final class Viewing {
  private final Consumer<Picture> onPicture;
  private final Consumer<String> onEnd;
  private final AtomicBoolean over = new AtomicBoolean();

  Viewing(Consumer<Picture> onPicture, Consumer<String> onEnd) {
    this.onPicture = onPicture;
    this.onEnd = onEnd;
  }

  void picture(Picture picture) {
    if (!over.get()) {
      onPicture.accept(picture);
    }
  }

  void end(String reason) {
    if (over.compareAndSet(false, true)) {
      onEnd.accept(reason);
    }
  }

  /** Nobody looks any more, and nobody wants to hear why. */
  void close() {
    over.set(true);
  }
}
