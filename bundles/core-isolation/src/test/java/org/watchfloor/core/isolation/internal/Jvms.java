package org.watchfloor.core.isolation.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.isolation.sample.SampleDecoderPlugin;
import org.watchfloor.core.isolation.sample.SamplePlugin;
import org.watchfloor.testkit.Configs;

/** Real JVMs with the sample plugins in them, for tests. */
final class Jvms implements AutoCloseable {
  private final Path home;
  private final List<Jvm> started = new ArrayList<>();

  Jvms(Path home) {
    this.home = home;
  }

  static Settings settings(Path home, String... options) {
    List<Path> classpath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("core-isolation") && !entry.contains("slf4j-simple")) {
        classpath.add(Path.of(entry));
      }
    }
    return new Settings(
        home,
        classpath,
        64,
        Duration.ofSeconds(30),
        Duration.ofSeconds(4),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        List.of(options),
        List.of());
  }

  Jvm sources() throws Exception {
    return launch(SamplePlugin.class, "SourcePlugin");
  }

  Jvm decoders() throws Exception {
    return launch(SampleDecoderPlugin.class, "DecoderPlugin");
  }

  private Jvm launch(Class<?> plugin, String service) throws Exception {
    Path folder = Files.createDirectory(home.resolve("b" + started.size()));
    Path jar = SampleJar.of(plugin, service, folder.resolve("plugin.jar"));
    Jvm jvm = new Launcher(settings(home)).launch("sample", folder, List.of(jar));
    started.add(jvm);
    return jvm;
  }

  static CurrentJvm current(Jvm jvm) {
    CurrentJvm current = new CurrentJvm();
    current.set(jvm);
    return current;
  }

  @SuppressWarnings("unchecked")
  static Class<Object> configType() throws Exception {
    Class<?> type = Class.forName("org.watchfloor.core.isolation.sample.SampleConfig");
    return (Class<Object>) type;
  }

  static Object config(String doing) throws Exception {
    return Configs.of(configType(), Map.of("doing", doing, "_secret", "a-secret-of-this-test"));
  }

  static void kill9(Jvm jvm) {
    ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly();
  }

  static void signal(Jvm jvm, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(jvm.pid())).start().waitFor();
  }

  @Override
  public void close() {
    started.forEach(Jvm::stop);
  }
}
