package org.watchfloor.core.runtime.internal;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * Brings what a session tells, on any thread, to the source's lane, and drops what comes of a
 * session that is over.
 */
record SessionEvents(
    Lane lane,
    Predicate<Session> current,
    Consumer<SourceStatus> onReport,
    BiConsumer<Throwable, String> onFailure,
    Consumer<PluginFault> onFault)
    implements SourceSession.Listener {

  @Override
  public void reported(SourceSession source, SourceStatus status) {
    lane.post(
        () -> {
          SourceStatus last = source.reportTaken(status);
          if (current.test(source)) {
            onReport.accept(last);
          }
        });
  }

  @Override
  public void failed(SourceSession source, SourceException cause) {
    post(source, () -> onFailure.accept(cause, Words.of(cause, source.calls().redaction())));
  }

  @Override
  public void faulted(SourceSession source, PluginFault fault) {
    post(source, () -> onFault.accept(fault));
  }

  private void post(SourceSession source, Runnable task) {
    lane.post(
        () -> {
          if (current.test(source)) {
            task.run();
          }
        });
  }
}
