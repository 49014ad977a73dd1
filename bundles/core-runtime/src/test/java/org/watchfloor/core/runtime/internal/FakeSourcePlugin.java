package org.watchfloor.core.runtime.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** A plugin of sources, which the test gives. */
final class FakeSourcePlugin implements SourcePlugin<FakeConfig> {
  final List<SourceContext> contexts = new CopyOnWriteArrayList<>();
  private final Maker maker;

  interface Maker {
    Source make(FakeConfig config, SourceContext context) throws SourceException;
  }

  interface Starting {
    void start() throws SourceException, InterruptedException;
  }

  FakeSourcePlugin(Maker maker) {
    this.maker = maker;
  }

  /** A source that only starts and closes. */
  static Source source(Starting start, Runnable close) {
    return new Source() {
      @Override
      public void start() throws SourceException, InterruptedException {
        start.start();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  @Override
  public PluginInfo info() {
    return PluginInfo.of("fake-cam", "Fake", "Fake", TrustGrade.D, Set.of(Capability.LIVE_MEDIA));
  }

  @Override
  public Class<FakeConfig> configType() {
    return FakeConfig.class;
  }

  @Override
  public Source open(FakeConfig config, SourceContext context) throws SourceException {
    contexts.add(context);
    return maker.make(config, context);
  }
}
