package org.watchfloor.itests;

import static java.lang.invoke.MethodType.methodType;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.rtcc.api.cameras.Cameras;

/**
 * OSGI-01 and OSGI-02 for every plugin of the repository: it is installed, online, updated under
 * load and uninstalled; nothing acknowledged is lost, the work goes on within two seconds, no
 * bundle is touched but its own, and nothing holds its class loader afterwards.
 */
@RunWith(LongPaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PluginLifeTest {
  /** Of OSGI-02. */
  private static final long INTERRUPTION_MILLIS = 2_000;

  private static final long GONE_WITHIN_SECONDS = 20;

  @Inject private BundleContext context;
  @Inject private SourceRegistry sources;
  @Inject private AlertBus bus;
  @Inject private Cameras cameras;

  private final ConcurrentLinkedQueue<String> touched = new ConcurrentLinkedQueue<>();

  @Configuration
  public Option[] distribution() throws Exception {
    assertEquals(
        "PluginLoad has a load for every plugin", folders(), Set.copyOf(PluginLoad.PLUGINS));
    Option[] jars = new Option[PluginLoad.PLUGINS.size()];
    for (int i = 0; i < jars.length; i++) {
      String plugin = PluginLoad.PLUGINS.get(i);
      Path jar = Container.builtJar("bundles/plugin-" + plugin);
      jars[i] = systemProperty("watchfloor.jar." + plugin).value(jar.toString());
    }
    return options(
        Container.distribution(),
        composite(jars),
        bundle(Container.builtJar("bundles/lib-opencv").toUri().toString()),
        systemProperty("watchfloor.streets").value(Streets.paint().toString()));
  }

  private static Set<String> folders() throws IOException {
    Path bundles = Path.of(System.getProperty("watchfloor.root"), "bundles");
    try (Stream<Path> all = Files.list(bundles)) {
      return all.filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("plugin-"))
          .map(name -> name.substring("plugin-".length()))
          .collect(Collectors.toSet());
    }
  }

  @Test
  public void everyPluginComesIsUpdatedUnderLoadAndGoesWithoutATrace() throws Throwable {
    PluginLoad.Platform platform = new PluginLoad.Platform(context, sources, bus, cameras);
    for (String plugin : PluginLoad.PLUGINS) {
      try (PluginLoad load = PluginLoad.of(plugin, platform)) {
        long began = System.nanoTime();
        WeakReference<ClassLoader> loader = live(plugin, load);
        assertEquals(plugin + ": bundles touched", List.of(), List.copyOf(touched));
        assertTrue(plugin + ": its class loader is still held", isGone(loader));
        System.out.printf(
            "%s: %s; whole life %d ms%n",
            plugin, load.report(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      }
    }
  }

  /** From installing to uninstalling; holds nothing of the plugin when it returns. */
  private WeakReference<ClassLoader> live(String plugin, PluginLoad load) throws Exception {
    Path jar = Path.of(System.getProperty("watchfloor.jar." + plugin));
    Path etc = Path.of(System.getProperty("karaf.etc"));
    Path cfg = etc.resolve("org.watchfloor.source." + load.source() + ".cfg");
    Bundle bundle = context.installBundle("life:" + plugin, Files.newInputStream(jar));
    SynchronousBundleListener watcher = watcher(bundle.getBundleId());
    context.addBundleListener(watcher);
    try {
      bundle.start();
      Files.writeString(cfg, load.configuration(etc));
      Container.await(load.source() + " is online", () -> is(load.source(), SourceState.ONLINE));
      load.start();
      load.awaitSome();
      bundle.update(new ByteArrayInputStream(NextVersion.of(jar, "77.0.0")));
      refresh(bundle);
      load.awaitSome();
      long pause = load.stop();
      assertTrue(plugin + " was away for " + pause + " ms", pause <= INTERRUPTION_MILLIS);
      assertEquals("77.0.0", bundle.getVersion().toString());
      load.everythingAcknowledgedIsThereOnce();
      WeakReference<ClassLoader> loader =
          new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
      bundle.uninstall();
      refresh(bundle);
      Container.await("it waits", () -> is(load.source(), SourceState.WAITING_PLUGIN));
      return loader;
    } finally {
      context.removeBundleListener(watcher);
      Files.deleteIfExists(cfg);
      Container.await("its source is gone", () -> sources.source(load.source()).isEmpty());
    }
  }

  private SynchronousBundleListener watcher(long own) {
    return event -> {
      if (event.getBundle().getBundleId() != own
          && (event.getType() & (BundleEvent.STOPPED | BundleEvent.UNRESOLVED)) != 0) {
        touched.add(event.getBundle().getSymbolicName());
      }
    };
  }

  private void refresh(Bundle bundle) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    context
        .getBundle(0)
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            Set.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
              }
            });
    assertTrue("refreshed", done.await(30, TimeUnit.SECONDS));
  }

  private boolean is(String source, SourceState state) {
    return sources.source(source).map(s -> s.state() == state).orElse(false);
  }

  private static boolean isGone(WeakReference<ClassLoader> loader) throws Throwable {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GONE_WITHIN_SECONDS);
    while (loader.get() != null && System.nanoTime() < end) {
      forgetTheLastRecord();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return loader.get() == null;
  }

  /**
   * The JDK holds the class of the last record whose equals, hashCode or toString was linked, in
   * the {@code asTypeCache} of the handles of {@link ObjectMethods}: of the whole machine one,
   * until the next record. Here it is made to hold one of the test's.
   */
  private static void forgetTheLastRecord() throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle text = lookup.findVirtual(Other.class, "text", methodType(String.class));
    MethodHandle same = lookup.findVirtual(Other.class, "same", methodType(Other.class));
    for (MethodType type :
        List.of(
            methodType(boolean.class, Other.class, Object.class),
            methodType(int.class, Other.class),
            methodType(String.class, Other.class))) {
      String name =
          type.parameterCount() == 2
              ? "equals"
              : type.returnType() == int.class ? "hashCode" : "toString";
      ObjectMethods.bootstrap(lookup, name, type, Other.class, "text;same", text, same);
    }
  }

  private record Other(String text, Other same) {}
}
