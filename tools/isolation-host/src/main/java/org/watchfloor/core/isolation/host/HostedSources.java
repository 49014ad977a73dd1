package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.source.CameraSource;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** The calls of a source plugin, and its open sources by the number that the center gave them. */
final class HostedSources {
  private static final Logger LOG = LoggerFactory.getLogger(HostedSources.class);

  private final Link link;
  private final SourcePlugin<Object> service;
  private final LoadedPlugin plugin;
  private final Map<Long, HostedSource> open = new ConcurrentHashMap<>();
  private final Map<Long, AutoCloseable> watches = new ConcurrentHashMap<>();

  HostedSources(Link link, SourcePlugin<Object> service, LoadedPlugin plugin) {
    this.link = link;
    this.service = service;
    this.plugin = plugin;
  }

  /** One that is open, and what it was given. */
  private record HostedSource(Source source, HostContext context) {}

  Callable<Frame> bind(String method, Frame args) throws JsonFault {
    JsonFields fields = args.fields();
    long number = (long) fields.number("source");
    switch (method) {
      case "open" -> {
        Object config = ConfigProxy.of(plugin.configType(), fields.object("config"));
        String id = fields.text("sourceId");
        return () -> open(number, id, config);
      }
      case "start" -> {
        return () -> start(number);
      }
      case "diagnostics" -> {
        return () -> diagnostics(find(number).source());
      }
      case "close" -> {
        return () -> close(number);
      }
      case "snapshot" -> {
        Duration deadline = Duration.ofMillis((long) fields.number("deadline"));
        return () -> snapshot(camera(number), deadline);
      }
      case "watch" -> {
        long watch = (long) fields.number("watch");
        return () -> watch(camera(number), watch);
      }
      default -> throw fields.fault("m", "is no method of a source plugin");
    }
  }

  private Frame open(long number, String id, Object config) throws SourceException {
    HostContext context = new HostContext(link, number, id, plugin.loader());
    boolean good = false;
    try {
      Source source = service.open(config, context);
      open.put(number, new HostedSource(source, context));
      good = true;
      return Frame.of(Json.object().put("camera", source instanceof CameraSource));
    } finally {
      if (!good) {
        context.close();
      }
    }
  }

  private Frame start(long number) throws Exception {
    find(number).source().start();
    return done();
  }

  private Frame close(long number) {
    HostedSource source = open.get(number);
    if (source != null) {
      source.context().shut();
      try {
        source.source().close();
      } finally {
        open.remove(number);
        source.context().close();
      }
    }
    return done();
  }

  private static Frame diagnostics(Source source) {
    ObjectNode facts = Json.object();
    source
        .diagnostics()
        .forEach(
            (name, value) -> {
              if (value instanceof Boolean || value instanceof Long || value instanceof Double) {
                Json.putPlain(facts, name, value);
              } else {
                facts.put(name, String.valueOf(value));
              }
            });
    return Frame.of(Json.object().set("facts", facts));
  }

  private static Frame snapshot(CameraSource camera, Duration deadline) throws Exception {
    try {
      return picture(
          camera
              .snapshot(deadline)
              .toCompletableFuture()
              .get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Frame picture(Picture picture) {
    ObjectNode head = Json.object().put("takenAt", picture.takenAt().toString());
    return Frame.of(head, picture.toByteArray());
  }

  private Frame watch(CameraSource camera, long watch) throws SourceException {
    AutoCloseable handle =
        camera.watch(
            picture -> {
              Frame said = picture(picture);
              // one that the center is too slow for is not missed: the next one is newer
              link.offer("picture", said.head().put("watch", watch), picture.toByteArray());
            },
            reason -> {
              watches.remove(watch);
              link.tell("ended", Json.object().put("watch", watch).put("reason", reason));
            });
    watches.put(watch, handle);
    return done();
  }

  void unwatch(long watch) {
    AutoCloseable handle = watches.remove(watch);
    if (handle == null) {
      return;
    }
    Thread closer = new Thread(() -> close(handle), "unwatch");
    closer.setDaemon(true);
    closer.start(); // it may block, and this is the thread that reads
  }

  private static void close(AutoCloseable handle) {
    try {
      handle.close();
    } catch (Exception e) {
      LOG.warn("a stream could not be closed", e);
    }
  }

  private HostedSource find(long number) throws RemoteFault {
    HostedSource source = open.get(number);
    if (source == null) {
      throw new RemoteFault(RemoteFault.Kind.UNKNOWN, "", "the source is not open there");
    }
    return source;
  }

  private CameraSource camera(long number) throws RemoteFault {
    if (find(number).source() instanceof CameraSource camera) {
      return camera;
    }
    throw new RemoteFault(RemoteFault.Kind.UNKNOWN, "", "the source is no camera");
  }

  private static Frame done() {
    return Frame.of(Json.object());
  }
}
