package org.watchfloor.core.runtime.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Smallest and largest values of a bundle's configuration keys: the metatype service knows them but
 * does not tell them. Immutable.
 */
final class MetatypeBounds {
  private static final Logger LOG = LoggerFactory.getLogger(MetatypeBounds.class);

  /** Metatype 1.4, 105.8: where the resources lie. */
  private static final String FOLDER = "OSGI-INF/metatype";

  private static final int MAX_BYTES = 1 << 20;

  private final Map<String, Bound> bounds;

  private record Bound(String min, String max) {}

  private MetatypeBounds(Map<String, Bound> bounds) {
    this.bounds = bounds;
  }

  /**
   * @param pid of the configuration, factory or not
   */
  static MetatypeBounds of(Bundle bundle, String pid) {
    Map<String, Bound> bounds = new HashMap<>();
    @Nullable Enumeration<URL> found = bundle.findEntries(FOLDER, "*.xml", false);
    List<URL> resources = found == null ? List.of() : Collections.list(found);
    for (URL resource : resources) {
      try (InputStream in = resource.openStream()) {
        read(in, pid, bounds);
      } catch (IOException | SAXException | ParserConfigurationException e) {
        LOG.warn("the metatype {} of {} cannot be read", resource, bundle.getSymbolicName(), e);
      }
    }
    return new MetatypeBounds(bounds);
  }

  static MetatypeBounds of(InputStream in, String pid)
      throws IOException, SAXException, ParserConfigurationException {
    Map<String, Bound> bounds = new HashMap<>();
    read(in, pid, bounds);
    return new MetatypeBounds(bounds);
  }

  private static void read(InputStream in, String pid, Map<String, Bound> bounds)
      throws IOException, SAXException, ParserConfigurationException {
    byte[] xml = in.readNBytes(MAX_BYTES + 1);
    if (xml.length > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new DefaultHandler()); // the usual one prints
    Document document = builder.parse(new ByteArrayInputStream(xml));
    NodeList designates = document.getElementsByTagName("Designate");
    for (int i = 0; i < designates.getLength(); i++) {
      Element designate = (Element) designates.item(i);
      if (pid.equals(designate.getAttribute("pid"))
          || pid.equals(designate.getAttribute("factoryPid"))) {
        read(document, reference(designate), bounds);
      }
    }
  }

  private static String reference(Element designate) {
    NodeList objects = designate.getElementsByTagName("Object");
    return objects.getLength() == 0 ? "" : ((Element) objects.item(0)).getAttribute("ocdref");
  }

  private static void read(Document document, String id, Map<String, Bound> bounds) {
    NodeList classes = document.getElementsByTagName("OCD");
    for (int i = 0; i < classes.getLength(); i++) {
      Element ocd = (Element) classes.item(i);
      if (!ocd.getAttribute("id").equals(id)) {
        continue;
      }
      NodeList attributes = ocd.getElementsByTagName("AD");
      for (int k = 0; k < attributes.getLength(); k++) {
        Element attribute = (Element) attributes.item(k);
        bounds.put(
            attribute.getAttribute("id"),
            new Bound(attribute.getAttribute("min"), attribute.getAttribute("max")));
      }
    }
  }

  /** Empty for none. */
  String min(String key) {
    Bound bound = bounds.get(key);
    return bound == null ? "" : bound.min();
  }

  /** Empty for none. */
  String max(String key) {
    Bound bound = bounds.get(key);
    return bound == null ? "" : bound.max();
  }
}
