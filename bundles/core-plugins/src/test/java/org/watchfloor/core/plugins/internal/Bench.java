package org.watchfloor.core.plugins.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.testkit.core.MemoryBus;

/** A real framework with a plugin API in it, and the manager of plugins beside it. */
final class Bench implements AutoCloseable {
  final Path home;
  final LeapClock clock = new LeapClock(Instant.parse("2026-11-24T12:00:00Z"));
  final MemoryBus bus = new MemoryBus();
  final FakeOwners owners = new FakeOwners();
  final FakeRegistry registry = new FakeRegistry(this);
  private Framework framework;
  private Assembly assembly;
  PluginManager manager;

  Bench(Path home) throws Exception {
    this.home = home;
    boot();
  }

  private void boot() throws Exception {
    framework =
        new org.apache.felix.framework.FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    home.resolve("cache").toString(),
                    Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                    "100",
                    "felix.log.level",
                    "1"));
    framework.start();
    if (named(RunningApi.BUNDLE).isEmpty()) {
      install("api", api()).start();
    }
    owners.context = context();
    assembly =
        new Assembly(
            context(),
            new PluginPackages.Folders(
                home.resolve("plugins"),
                Files.createDirectories(home.resolve("system")),
                home.resolve("publishers"),
                home.resolve("deploy")),
            new Presence(service(registry)),
            owners,
            clock,
            config());
    manager = new PluginManager(assembly.parts(), new Announcer(service(bus), clock));
    manager.recover();
  }

  private static <T> Service<T> service(T now) {
    Service<T> service = new Service<>();
    service.came(now);
    return service;
  }

  private static byte[] api() {
    return new Jars()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", RunningApi.BUNDLE)
        .header("Bundle-Version", "1.0.0")
        .header("Export-Package", "org.watchfloor.plugin.api.source;version=\"1.0.0\"")
        .entry("org/watchfloor/plugin/api/source/package-info.txt", "x")
        .bytes();
  }

  private static PluginsConfig config() {
    return new PluginsConfig() {
      @Override
      public int package_max_mib() {
        return 1;
      }

      @Override
      public int versions_kept() {
        return 2;
      }

      @Override
      public int start_deadline_seconds() {
        return 1;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return PluginsConfig.class;
      }
    };
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Bundle install(String location, byte[] jar) throws Exception {
    return context().installBundle(location, new ByteArrayInputStream(jar));
  }

  List<Bundle> named(String symbolicName) {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .toList();
  }

  /** The one bundle of a plugin of {@link Jars#plugin}. */
  Optional<Bundle> bundle(String id) {
    List<Bundle> all = named("com.example.plugin-" + id);
    if (all.size() > 1) {
      throw new AssertionError("installed twice: " + all);
    }
    return all.stream().findFirst();
  }

  String version(String id) {
    return bundle(id)
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .map(bundle -> bundle.getVersion().toString())
        .orElse("none");
  }

  Plan plan(byte[] content) throws PackageRefused {
    return manager.plan(new ByteArrayInputStream(content), "test.kar");
  }

  ManagedPlugin put(byte[] content) throws PackageRefused {
    return manager.carryOut(plan(content).id(), true, "ada");
  }

  /** Ends and starts again. */
  void restart() throws Exception {
    shutDown();
    boot();
  }

  /** The same after a new build of the center: the framework has forgotten its bundles. */
  void restartWithNewCache() throws Exception {
    shutDown();
    SafeFiles.deleteTree(home.resolve("cache"));
    boot();
  }

  private void shutDown() throws Exception {
    assembly.close();
    framework.stop();
    framework.waitForStop(10_000);
  }

  /** Files of plugins, relative. */
  List<String> files() throws IOException {
    Path plugins = home.resolve("plugins");
    if (!Files.exists(plugins)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(plugins)) {
      return new ArrayList<>(
          all.filter(Files::isRegularFile)
              .map(file -> plugins.relativize(file).toString())
              .sorted()
              .toList());
    }
  }

  SourceRegistry registry() {
    return registry;
  }

  @Override
  public void close() throws Exception {
    shutDown();
  }
}
