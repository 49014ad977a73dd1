package org.watchfloor.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.watchfloor.packaging.PackageException;
import org.watchfloor.packaging.PluginPackager;
import org.watchfloor.plugin.api.source.DecoderPlugin;

/**
 * Real plugins as a test needs them: compiled from a few lines against the plugin API, with the
 * component and metatype descriptions that bnd would write. A message is lines, a line is the
 * vendor's key of a signal.
 */
final class MadePlugin {
  static final String KIND = "test.lifecycle";

  private static final String SOURCE =
      """
      package made.NAME;

      import java.util.ArrayList;
      import java.util.List;
      import java.util.Set;
      import org.watchfloor.plugin.api.plugin.*;
      import org.watchfloor.plugin.api.signal.*;
      import org.watchfloor.plugin.api.source.*;

      public final class MadePlugin implements DecoderPlugin<MadePlugin.Config> {
        /** So that a class loader that stays is seen in the heap. */
        static final byte[] BALLAST = new byte[1 << 20];

        public @interface Config {
          String _secret();
        }

        @Override public PluginInfo info() {
          return PluginInfo.of("ID", "Made ID", "Test", TrustGrade.D, Set.of(Capability.PUSH));
        }

        @Override public Class<Config> configType() {
          return Config.class;
        }

        @Override public List<Inbound> inbound(Config config) {
          return List.of(new Inbound.Webhook(WebhookSecret.path(config._secret()), 65536));
        }

        @Override public Decoder open(Config config) {
          return message -> {
            List<Signal> signals = new ArrayList<>();
            for (String key : message.text().split("\\n")) {
              signals.add(Signal.of(new Kind("test.lifecycle"), key, message.receivedAt()).build());
            }
            return Decoded.of(signals, List.of());
          };
        }
      }
      """;

  private static final String COMPONENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="made.NAME.MadePlugin" configuration-policy="ignore" configuration-pid="org.watchfloor.source.ID">
        <service>
          <provide interface="org.watchfloor.plugin.api.source.DecoderPlugin"/>
        </service>
        <implementation class="made.NAME.MadePlugin"/>
      </scr:component>
      """;

  private static final String METATYPE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
        <OCD id="made.NAME.Config" name="Made" description="A plugin of a test.">
          <AD id=".secret" type="Password" name="Secret" description="Last part of the address."/>
        </OCD>
        <Designate factoryPid="org.watchfloor.source.ID">
          <Object ocdref="made.NAME.Config"/>
        </Designate>
      </metatype:MetaData>
      """;

  private final String id;
  private final Map<String, byte[]> classes;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> more = new LinkedHashMap<>();

  private MadePlugin(String id, Map<String, byte[]> classes) {
    this.id = id;
    this.classes = classes;
  }

  /** Compiles a plugin with an id of its own. */
  static MadePlugin of(String id) throws IOException {
    return new MadePlugin(id, Compiled.of("MadePlugin", named(SOURCE, id), DecoderPlugin.class));
  }

  private static String named(String text, String id) {
    return text.replace("ID", id).replace("NAME", id.replace('-', '_'));
  }

  String id() {
    return id;
  }

  String symbolicName() {
    return headers.getOrDefault("Bundle-SymbolicName", "com.example.made." + id);
  }

  /** With another header, for packages that are wrong. */
  MadePlugin header(String name, String value) {
    MadePlugin other = new MadePlugin(id, classes);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    other.more.putAll(more);
    return other;
  }

  /** With another entry in the bundle. */
  MadePlugin entry(String name, byte[] content) {
    MadePlugin other = header("Bundle-Vendor", "Example");
    other.more.put(name, content);
    return other;
  }

  /** Its bundle. */
  byte[] jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", symbolicName());
    main.putValue("Bundle-Version", version);
    main.putValue("Bundle-Name", "Made " + id);
    main.putValue(
        "Import-Package",
        "org.watchfloor.plugin.api.plugin;version=\"[1.0,2)\","
            + "org.watchfloor.plugin.api.signal;version=\"[1.0,2)\","
            + "org.watchfloor.plugin.api.source;version=\"[1.0,2)\"");
    main.putValue(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"");
    main.putValue("Service-Component", "OSGI-INF/made.xml");
    headers.forEach(main::putValue);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
      manifest.write(zip);
      put(zip, "OSGI-INF/made.xml", named(COMPONENT, id).getBytes(StandardCharsets.UTF_8));
      put(zip, "OSGI-INF/metatype/made.xml", named(METATYPE, id).getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
      for (Map.Entry<String, byte[]> entry : more.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** An unsigned package of it. */
  Path kar(Path folder, String version) throws IOException {
    Path jar = Files.write(folder.resolve(id + "-" + version + ".jar"), jar(version));
    Path kar = folder.resolve(id + "-" + version + ".kar");
    try {
      PluginPackager.write(
          jar,
          Optional.of(
              """
              {"schema": 1, "publisher": "Example Devices", "grade": "D", "quality": "bronze",
               "permissions": [{"kind": "connect", "value": "gauge.example.com:443", "reason": "asks the gauge"}]}
              """),
          kar);
    } catch (PackageException e) {
      throw new IllegalStateException(e);
    } finally {
      Files.delete(jar);
    }
    return kar;
  }
}
