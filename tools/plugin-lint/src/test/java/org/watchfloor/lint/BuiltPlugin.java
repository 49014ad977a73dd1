package org.watchfloor.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar and a folder of a plugin that passes, until a test spoils something. */
final class BuiltPlugin {
  final Map<String, String> headers = new LinkedHashMap<>();
  final Map<String, byte[]> entries = new LinkedHashMap<>();
  String readme = README;
  String quality = QUALITY;
  private final Path folder;

  BuiltPlugin(Path folder) throws IOException {
    this.folder = folder;
    headers.put("Bundle-SymbolicName", "com.example.plugin-test");
    headers.put("Bundle-License", "Apache-2.0");
    headers.put("Bundle-DocURL", "https://example.com");
    headers.put("Bundle-Vendor", "Example");
    headers.put(
        "Import-Package",
        "org.watchfloor.plugin.api.signal;version=\"[1.1,2)\",org.slf4j;version=\"[2.0,3)\"");
    plugin(TestPlugin.class);
    entries.put("OSGI-INF/metatype/config.xml", METATYPE.getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(folder.resolve("src/main/java"));
    Files.writeString(folder.resolve("src/main/java/A.java"), "class A {\n}\n");
  }

  void plugin(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = BuiltPlugin.class.getResourceAsStream("/" + name)) {
      // as a plugin of a stranger, whose package is not ours
      entries.put(name, in.readAllBytes());
    }
    entries.put(
        "OSGI-INF/plugin.xml",
        ("<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='a'><service>"
                + "<provide interface='org.watchfloor.plugin.api.source.DecoderPlugin'/></service>"
                + "<implementation class='"
                + type.getName()
                + "'/></scr:component>")
            .getBytes(StandardCharsets.UTF_8));
  }

  Path jar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    Path jar = folder.resolve("plugin-test-1.0.0.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new JarEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return jar;
  }

  Report check() throws IOException {
    Files.writeString(folder.resolve("README.md"), readme);
    Files.writeString(folder.resolve("quality.yml"), quality);
    return Lint.check(jar(), folder);
  }

  /** Does not shrink in a jar. */
  static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    return noise;
  }

  static final String METATYPE =
      "<metatype:MetaData xmlns:metatype='http://www.osgi.org/xmlns/metatype/v1.2.0'>"
          + "<OCD id='a' name='Test'><AD id='.secret' type='Password' required='true'"
          + " name='Secret' description='What the sender proves itself with.'/>"
          + "<AD id='high' type='Double' required='true' default='3' name='High'"
          + " description='Metres from which on it is high.'/></OCD>"
          + "<Designate factoryPid='org.watchfloor.source.test'><Object ocdref='a'/></Designate>"
          + "</metatype:MetaData>";

  static final String README =
      """
      # Test

      Trust grade **D**: nothing public.

      ## Signals

      one

      ## Supported devices

      one

      ## Before you start

      one

      ## Configuration

      | key | type | default | required | meaning |
      |---|---|---|---|---|
      | `.secret` | password | – | yes | What the sender proves itself with. |
      | `high` | number | `3` | no | Metres from which on it is high. |

      ## Example

      one

      ## What happens when

      one

      ## Data

      one

      ## Limits

      one

      ## Troubleshooting

      one

      ## Removal

      one

      ## Licences and trademarks

      one
      """;

  static final String QUALITY = qualityOf("todo");

  static String qualityOf(String answer) {
    StringBuilder text = new StringBuilder();
    for (Level level : Level.values()) {
      text.append(level.word()).append(":\n");
      level.rules().forEach(r -> text.append("  ").append(r).append(": ").append(answer + "\n"));
    }
    return text.toString();
  }
}
