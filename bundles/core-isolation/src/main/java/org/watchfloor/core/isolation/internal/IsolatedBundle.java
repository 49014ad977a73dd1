package org.watchfloor.core.isolation.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/**
 * An isolated plugin from the moment its bundle is seen: starts its JVM, registers what stands for
 * the plugin here, and replaces the JVM when it ends. One task at a time, on a lane of its own; the
 * lane may wait for a JVM to start, nobody else does.
 */
final class IsolatedBundle {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatedBundle.class);

  /** Changes with each JVM, so that the runtime does not wait to open what the last one held. */
  private static final String PROCESS = "watchfloor.plugin.process";

  /** Tells the runtime which bundle a plugin service stands for. */
  private static final String STANDS_FOR = "watchfloor.plugin.bundle";

  /** Beats within the time of silence. */
  private static final int BEATS = 8;

  private final BundleContext context;
  private final Bundle bundle;
  private final Settings settings;
  private final Path folder;
  private final Lane lane;
  private final CurrentJvm current = new CurrentJvm();
  private final Pause pause;
  private List<Path> jars = List.of();
  private @Nullable Hello hello;
  private @Nullable ServiceRegistration<?> registration;
  private @Nullable ScheduledFuture<?> beat;
  private long revision = -1;
  private String trouble = "";

  /** Why there is no JVM now; empty if there is one, or none has ever been started. */
  private String lost = "";

  private volatile boolean closed;
  private volatile @Nullable Jvm running;

  IsolatedBundle(BundleContext context, Bundle bundle, Settings settings, Lane lane) {
    this.context = context;
    this.bundle = bundle;
    this.settings = settings;
    this.lane = lane;
    this.folder = settings.folder().resolve("b" + bundle.getBundleId());
    this.pause = new Pause(settings.pauseMin(), settings.pauseMax());
  }

  /** The bundle is there, or has changed. Returns at once. */
  void look() {
    lane.post(this::lookNow);
  }

  private void lookNow() {
    if (closed || revision == bundle.getLastModified()) {
      return;
    }
    forget("the plugin is being updated");
    revision = bundle.getLastModified();
    pause.reset();
    trouble = "";
    lost = "";
    begin();
  }

  private void begin() {
    if (closed) {
      return;
    }
    try {
      if (jars.isEmpty()) {
        resolve();
        PluginFiles.checkImports(bundle);
        jars = PluginFiles.copy(bundle, Folders.makeEmpty(folder));
      }
      if (!lost.isEmpty()) {
        current.none(lost + "; a new one is starting");
      }
      launched(new Launcher(settings).launch(name(), folder, jars));
    } catch (ConfigType.Unfit e) {
      complain(String.valueOf(e.getMessage()), "it stays as it is until it is updated");
    } catch (IOException | RuntimeException e) {
      complain(String.valueOf(e.getMessage()), "the next try is in " + words(pause.next()));
      lane.post(this::begin, pause.last());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String name() {
    return bundle.getSymbolicName();
  }

  /** In the log once for the same trouble. */
  private void complain(String now, String then) {
    lost = "no JVM can be started for the plugin: " + now;
    current.none(lost + "; " + then);
    if (!now.equals(trouble)) {
      trouble = now;
      LOG.error(
          "{} {} cannot run in a JVM of its own: {}; {}", name(), bundle.getVersion(), now, then);
    }
  }

  /** {@code 0.5 s}, in the words of people. */
  private static String words(Duration pause) {
    return String.format(Locale.ROOT, "%.1f s", pause.toMillis() / 1000.0);
  }

  private void resolve() throws ConfigType.Unfit {
    if (bundle.getState() == Bundle.INSTALLED
        && !context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(Set.of(bundle))) {
      throw new ConfigType.Unfit(
          "it cannot be resolved: bundle:diag " + bundle.getBundleId() + " says what it misses");
    }
  }

  private void launched(Jvm jvm) throws IOException, ConfigType.Unfit {
    running = jvm;
    Hello said = jvm.center().hello().join();
    if (closed) {
      jvm.stop();
      return;
    }
    ServiceRegistration<?> known = said.equals(hello) ? registration : null;
    if (known == null) {
      unregister();
      register(jvm, said);
    }
    current.set(jvm);
    if (known != null) {
      known.setProperties(properties(jvm));
    }
    trouble = "";
    lost = "";
    pause.started();
    long period = settings.silence().toNanos() / BEATS;
    beat = lane.every(() -> jvm.beat(BEATS, settings.silence()), Duration.ofNanos(period));
    LOG.info("{} {} runs in a JVM of its own, pid {}", name(), bundle.getVersion(), jvm.pid());
    jvm.ended().thenAccept(reason -> lane.post(() -> ended(jvm, reason)));
  }

  private void register(Jvm jvm, Hello said) throws ConfigType.Unfit {
    Class<Object> type;
    try {
      type = ConfigType.load(bundle, said.configType());
    } catch (ConfigType.Unfit e) {
      jvm.stop();
      throw e;
    }
    current.set(jvm); // sources are opened as soon as the service is seen
    Hashtable<String, Object> properties = properties(jvm);
    hello = said;
    registration =
        said.decoder()
            ? context.registerService(
                DecoderPlugin.class,
                new IsolatedDecoderPlugin(said.info(), type, current),
                properties)
            : context.registerService(
                SourcePlugin.class,
                new IsolatedSourcePlugin(said.info(), type, current),
                properties);
  }

  private Hashtable<String, Object> properties(Jvm jvm) {
    Hashtable<String, Object> properties = new Hashtable<>();
    properties.put(STANDS_FOR, bundle.getBundleId());
    properties.put(PROCESS, jvm.pid());
    return properties;
  }

  private void ended(Jvm jvm, String reason) {
    if (closed || running != jvm) {
      return;
    }
    running = null;
    stopBeat();
    Duration wait = pause.next();
    lost = reason;
    String then = "; a new one starts in " + words(wait);
    current.none(reason + then);
    LOG.warn("{}: {}{}", name(), reason, then);
    lane.post(this::begin, wait);
  }

  private void stopBeat() {
    if (beat != null) {
      beat.cancel(false);
      beat = null;
    }
  }

  private void unregister() {
    ServiceRegistration<?> old = registration;
    registration = null;
    hello = null;
    if (old != null) {
      old.unregister(); // returns once the sources are closed
    }
  }

  private void forget(String reason) {
    unregister();
    current.none(reason);
    stopBeat();
    Jvm jvm = running;
    running = null;
    if (jvm != null) {
      jvm.stop();
    }
    jars = List.of();
    Folders.deleteQuietly(folder);
  }

  /** Returns once the sources are closed and the JVM is gone. */
  void close() {
    closed = true;
    lane.closeAfter(() -> forget("the plugin was removed"));
  }

  /** Somebody started it before it was hidden from Declarative Services: that cannot stay. */
  void expel() {
    try {
      LOG.error("{} made its service in the center itself and is stopped", name());
      bundle.stop(Bundle.STOP_TRANSIENT);
    } catch (BundleException e) {
      LOG.error("{} cannot be stopped", name(), e);
    }
  }
}
