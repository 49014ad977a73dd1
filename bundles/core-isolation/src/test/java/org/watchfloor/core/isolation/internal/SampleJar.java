package org.watchfloor.core.isolation.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A plugin's bundle from classes of this test, with the description that bnd would write. */
final class SampleJar {
  private static final String PACKAGE = "org/watchfloor/core/isolation/sample";

  private SampleJar() {}

  static Path of(Class<?> plugin, String service, Path file) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Service-Component", "OSGI-INF/plugin.xml");
    Path classes =
        Path.of(plugin.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(PACKAGE);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.list(classes)) {
      for (Path each : files.toList()) {
        add(jar, PACKAGE + "/" + each.getFileName(), Files.readAllBytes(each));
      }
      add(jar, "OSGI-INF/plugin.xml", xml(plugin, service));
    }
    return file;
  }

  private static byte[] xml(Class<?> plugin, String service) {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="sample">
          <service><provide interface="org.watchfloor.plugin.api.source.%s"/></service>
          <implementation class="%s"/>
        </scr:component>
        """;
    return String.format(xml, service, plugin.getName()).getBytes(StandardCharsets.UTF_8);
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
