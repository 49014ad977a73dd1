package org.watchfloor.itests.river;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The plugin as a bundle; what bnd writes of annotations elsewhere is written out here. */
public final class RiverBundle {
  public static final String NAME = "org.example.watchfloor.plugin-river-test";

  private static final String COMPONENT =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="river-test" configuration-policy="ignore">
        <service><provide interface="org.watchfloor.plugin.api.source.DecoderPlugin"/></service>
        <implementation class="org.watchfloor.itests.river.RiverPlugin"/>
      </scr:component>
      """;

  private static final String METATYPE =
      """
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
        <OCD id="river" name="River gauge" description="A river gauge of a test.">
          <AD id=".secret" name="Secret" description="Last part of the address that is posted to." type="Password"/>
        </OCD>
        <Designate factoryPid="org.watchfloor.source.river-test"><Object ocdref="river"/></Designate>
      </metatype:MetaData>
      """;

  private RiverBundle() {}

  public static Path write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", NAME);
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Service-Component", "OSGI-INF/river.xml");
    String api = ";version=\"[1.0,2)\"";
    headers.putValue(
        "Import-Package",
        String.join(
            ",",
            "org.watchfloor.plugin.api.plugin" + api,
            "org.watchfloor.plugin.api.signal" + api,
            "org.watchfloor.plugin.api.source" + api));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      put(out, "OSGI-INF/river.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
      put(out, "OSGI-INF/metatype/river.xml", METATYPE.getBytes(StandardCharsets.UTF_8));
      for (Class<?> type : new Class<?>[] {RiverPlugin.class, RiverConfig.class}) {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream("/" + entry)) {
          put(out, entry, in.readAllBytes());
        }
      }
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
