package org.watchfloor.core.isolation.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the plugin's class in its component descriptions (OSGi Declarative Services, 112.4). */
final class ComponentXml {
  private static final String API = "org.watchfloor.plugin.api.source.";

  private ComponentXml() {}

  /** What one description says. */
  private static final class Component {
    String type = "";
    boolean plugin;
    boolean references;
  }

  /**
   * Name of the class that implements the one plugin service.
   *
   * @throws PluginUnfit if there is none, or several, or it wants services of the center
   */
  static String pluginClass(JarFile jar) throws IOException {
    List<String> found = new ArrayList<>();
    String header = jar.getManifest().getMainAttributes().getValue("Service-Component");
    for (String pattern : header == null ? new String[0] : header.split(",")) {
      String path = pattern.split(";", 2)[0].strip();
      for (JarEntry entry : jar.stream().filter(e -> matches(path, e.getName())).toList()) {
        Component component = read(jar, entry);
        if (component.plugin && component.references) {
          throw new PluginUnfit(
              component.type + " has references to services, which an isolated plugin cannot get");
        }
        if (component.plugin) {
          found.add(component.type);
        }
      }
    }
    if (found.size() != 1) {
      throw new PluginUnfit(
          "one component must provide SourcePlugin or DecoderPlugin; there are " + found);
    }
    return found.get(0);
  }

  /** Only the last part of a path may hold a wildcard (112.4.1). */
  private static boolean matches(String path, String name) {
    int star = path.indexOf('*');
    if (star < 0) {
      return path.equals(name);
    }
    String start = path.substring(0, star);
    String end = path.substring(star + 1);
    return name.startsWith(start)
        && name.endsWith(end)
        && name.length() >= start.length() + end.length()
        && name.lastIndexOf('/') < Math.max(start.length(), 1);
  }

  private static Component read(JarFile jar, JarEntry entry) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Component component = new Component();
    try (InputStream in = jar.getInputStream(entry)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT) {
          element(xml, component);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(entry.getName() + " is no component description", e);
    }
    return component;
  }

  private static void element(XMLStreamReader xml, Component component) {
    switch (xml.getLocalName()) {
      case "implementation" -> component.type = xml.getAttributeValue(null, "class");
      case "reference" -> component.references = true;
      case "provide" -> {
        String service = xml.getAttributeValue(null, "interface");
        component.plugin |=
            service.equals(API + "SourcePlugin") || service.equals(API + "DecoderPlugin");
      }
      default -> {
        // properties say nothing here
      }
    }
  }
}
