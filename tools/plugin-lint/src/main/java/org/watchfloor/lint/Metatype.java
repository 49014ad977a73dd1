package org.watchfloor.lint;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * What bnd wrote of a plugin's configuration type: the form that an administrator sees, and what
 * the platform checks before the plugin is asked.
 *
 * @param pid the factory PID; empty if the configuration is not for a factory
 * @param keys in the order of the type
 */
public record Metatype(String pid, List<Key> keys) {
  /** One key; {@code required} says that it has no default and must be set. */
  public record Key(String id, String type, String name, String description, boolean required) {}

  /**
   * That of a configuration type on the class path of a test.
   *
   * @throws IOException if bnd has not written it
   */
  public static Metatype of(Class<?> type) throws IOException {
    Path folder = classes(type).resolve("OSGI-INF/metatype");
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing: run the test with Maven, where bnd writes it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files
              .filter(f -> f.toString().endsWith(".xml"))
              .findFirst()
              .orElseThrow(() -> new IOException(folder + " is empty"));
      return of(Files.readString(file));
    }
  }

  private static Path classes(Class<?> type) throws IOException {
    try {
      URI classes = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(classes);
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /**
   * @param document of metatype
   */
  static Metatype of(String document) throws IOException {
    Xml xml = Xml.parse(document);
    List<Key> keys = new ArrayList<>();
    for (Element attribute : xml.elements("AD")) {
      keys.add(
          new Key(
              attribute.getAttribute("id"),
              attribute.getAttribute("type"),
              attribute.getAttribute("name"),
              attribute.getAttribute("description"),
              !attribute.getAttribute("required").equals("false")
                  && !attribute.hasAttribute("default")));
    }
    String pid = xml.attributes("Designate", "factoryPid").stream().findFirst().orElse("");
    return new Metatype(pid, keys);
  }
}
