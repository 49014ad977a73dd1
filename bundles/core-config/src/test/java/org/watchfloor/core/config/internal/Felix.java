package org.watchfloor.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A framework with the Configuration Admin and the File Install that the distribution has, set up
 * as the distribution sets them up for {@code etc}.
 */
final class Felix implements AutoCloseable {
  private final Framework framework;
  private final ConfigurationAdmin admin;

  Felix(Path folder, Path cache) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", cache.toString());
    properties.put("org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=1.6.1");
    properties.put("felix.fileinstall.dir", folder.toString());
    properties.put("felix.fileinstall.filter", ".*\\.(cfg|config|json)");
    properties.put("felix.fileinstall.poll", "50");
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.enableConfigSave", "false");
    properties.put("watchfloor.test.property", "filled");
    framework = new FrameworkFactory().newFramework(properties);
    framework.start();
    BundleContext context = framework.getBundleContext();
    install(context, PersistenceManager.class);
    install(context, ArtifactInstaller.class);
    admin =
        context.getService(
            Objects.requireNonNull(context.getServiceReference(ConfigurationAdmin.class)));
  }

  private static void install(BundleContext context, Class<?> ofBundle) throws Exception {
    String location = ofBundle.getProtectionDomain().getCodeSource().getLocation().toString();
    Bundle bundle = context.installBundle(location);
    bundle.start();
  }

  /** What a bundle sees of a file; empty if there is nothing. */
  Optional<Map<String, Object>> configuration(Path file) throws Exception {
    Configuration[] found =
        admin.listConfigurations("(felix.fileinstall.filename=" + file.toFile().toURI() + ")");
    if (found == null) {
      return Optional.empty();
    }
    Map<String, Object> values = new TreeMap<>();
    var dictionary = found[0].getProperties();
    for (String key : Collections.list(dictionary.keys())) {
      if (!key.startsWith("felix.") && !key.startsWith("service.")) {
        values.put(key, dictionary.get(key));
      }
    }
    return Optional.of(values);
  }

  Map<String, Object> await(Path file, Predicate<Map<String, Object>> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      Optional<Map<String, Object>> values = configuration(file);
      if (values.isPresent() && condition.test(values.get())) {
        return values.get();
      }
      assertThat(System.nanoTime()).as("in time, now %s", values).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  void awaitGone(Path file) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (configuration(file).isPresent()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
