package org.watchfloor.core.isolation.sample;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;
import org.watchfloor.plugin.api.source.SourceStatus;

/** A plugin of sources that uses all of plugin-api, or does what its configuration says. */
public final class SamplePlugin implements SourcePlugin<SampleConfig> {
  static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3};

  @Override
  public PluginInfo info() {
    KindDescriptor kind =
        KindDescriptor.of(new Kind("river.level"), "River gauge")
            .severity(Severity.HIGH)
            .alertFrom(Severity.HIGH)
            .summary("{station}")
            .iconPath("M0 0L24 24")
            .build();
    return new PluginInfo(
        "sample",
        "Sample",
        "Watchfloor",
        TrustGrade.D,
        Set.of(Capability.PUSH, Capability.LIVE_MEDIA),
        List.of(kind));
  }

  @Override
  public Class<SampleConfig> configType() {
    return SampleConfig.class;
  }

  @Override
  public Source open(SampleConfig config, SourceContext context) throws SourceException {
    if (config.doing().equals("refuse")) {
      throw new SourceException(SourceException.Kind.CONFIG, "doing: cannot be refuse");
    }
    return new SampleSource(config, context);
  }

  private record SampleSource(SampleConfig config, SourceContext context) implements CameraSource {
    @Override
    public void start() throws SourceException, InterruptedException {
      switch (config.doing()) {
        case "auth" -> throw new SourceException(SourceException.Kind.AUTH, "no such user");
        case "crash" -> throw new IllegalStateException("broken inside");
        case "sleep" -> TimeUnit.MINUTES.sleep(1);
        case "exit" -> Runtime.getRuntime().halt(42);
        case "heap" -> Arrays.fill(new byte[1 << 30], (byte) 1);
        case "print" -> System.out.println("printed by the plugin");
        default -> work();
      }
    }

    private void work() {
      LoggerFactory.getLogger(SamplePlugin.class).info("{} works", context.sourceId());
      context.report(SourceStatus.degraded("one of two sensors"));
      context.scheduler().execute(this::useAll);
    }

    private void useAll() {
      try {
        String before = context.state().get("bookmark").orElse("none");
        MediaRef ref =
            context
                .sink()
                .keep(Media.of(JPEG, "image/jpeg", "scene"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        Signal signal =
            Signal.of(new Kind("river.level"), "k-1", Instant.parse("2026-11-24T14:05:09.25Z"))
                .severity(Severity.HIGH)
                .detail(
                    new Fields(
                        Map.of(
                            "bookmark",
                            before,
                            "number",
                            (long) config.number(),
                            "level",
                            config.levels()[1],
                            "flag",
                            config.flag(),
                            "secret",
                            config._secret())))
                .media(ref)
                .build();
        Receipt receipt =
            context.sink().submit(signal).toCompletableFuture().get(5, TimeUnit.SECONDS);
        context.state().put("bookmark", "after " + receipt.number());
        context.fail(new SourceException(SourceException.Kind.RETRY, "all was used"));
      } catch (Exception e) {
        context.fail(new SourceException(SourceException.Kind.CONFIG, "useAll: " + e));
      }
    }

    @Override
    public CompletionStage<Picture> snapshot(Duration deadline) {
      return config.doing().equals("blind")
          ? CompletableFuture.failedFuture(
              new SourceException(SourceException.Kind.RETRY, "the lens is covered"))
          : CompletableFuture.completedFuture(Picture.ofJpeg(context.clock().instant(), JPEG));
    }

    @Override
    public AutoCloseable watch(Consumer<Picture> onPicture, Consumer<String> onEnd) {
      int[] left = {5};
      Future<?> film =
          context
              .scheduler()
              .scheduleAtFixedRate(
                  () -> {
                    if (left[0]-- > 0) {
                      onPicture.accept(Picture.ofJpeg(context.clock().instant(), JPEG));
                    } else if (left[0] == -1) {
                      onEnd.accept("the film is over");
                    }
                  },
                  10,
                  10,
                  TimeUnit.MILLISECONDS);
      return () -> film.cancel(true);
    }

    @Override
    public Map<String, Object> diagnostics() {
      return Map.of("doing", config.doing(), "text", new String(JPEG, StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
