package org.watchfloor.core.runtime.internal;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Brings what a door tells, on any thread, to the source's lane, and drops what comes of a session
 * that is over.
 */
record DoorEvents(
    Lane lane,
    BooleanSupplier current,
    Consumer<PluginFault> onFault,
    Runnable onReport,
    Consumer<SourceException> onFailure)
    implements DecoderDoor.Listener {

  @Override
  public void faulted(PluginFault fault) {
    post(() -> onFault.accept(fault));
  }

  @Override
  public void reported() {
    post(onReport);
  }

  @Override
  public void failed(SourceException cause) {
    post(() -> onFailure.accept(cause));
  }

  private void post(Runnable task) {
    lane.post(
        () -> {
          if (current.getAsBoolean()) {
            task.run();
          }
        });
  }
}
