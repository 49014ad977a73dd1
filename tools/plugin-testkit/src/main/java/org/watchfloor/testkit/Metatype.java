package org.watchfloor.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What bnd wrote of a plugin's configuration type: the form that an administrator sees, and what
 * the platform checks before the plugin is asked.
 *
 * @param pid the factory PID
 * @param keys in the order of the type
 */
record Metatype(String pid, List<Key> keys) {
  /** One key; {@code required} says that it has no default and must be set. */
  record Key(String id, String type, String name, String description, boolean required) {}

  static Metatype of(Class<?> type) throws Exception {
    URI classes = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path folder = Path.of(classes).resolve("OSGI-INF/metatype");
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing: run the test with Maven, where bnd writes it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(f -> f.toString().endsWith(".xml")).findFirst().orElseThrow();
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return of(factory.newDocumentBuilder().parse(file.toFile()));
    }
  }

  private static Metatype of(Document document) {
    List<Key> keys = new ArrayList<>();
    NodeList attributes = document.getElementsByTagName("AD");
    for (int i = 0; i < attributes.getLength(); i++) {
      Element attribute = (Element) attributes.item(i);
      keys.add(
          new Key(
              attribute.getAttribute("id"),
              attribute.getAttribute("type"),
              attribute.getAttribute("name"),
              attribute.getAttribute("description"),
              !attribute.getAttribute("required").equals("false")
                  && !attribute.hasAttribute("default")));
    }
    Element designate = (Element) document.getElementsByTagName("Designate").item(0);
    return new Metatype(designate.getAttribute("factoryPid"), keys);
  }
}
