package org.watchfloor.lint;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A document that bnd wrote. It is read without DTDs and entities. */
record Xml(Document document) {
  static Xml parse(String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // throws, and prints nothing
      return new Xml(builder.parse(new InputSource(new StringReader(text))));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not readable as XML: " + e.getMessage(), e);
    }
  }

  /** Elements of that name without its namespace, in the order of the document. */
  List<Element> elements(String name) {
    NodeList all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      String tag = element.getTagName();
      if (tag.substring(tag.indexOf(':') + 1).equals(name)) {
        elements.add(element);
      }
    }
    return elements;
  }

  List<String> attributes(String element, String attribute) {
    return elements(element).stream()
        .filter(found -> found.hasAttribute(attribute))
        .map(found -> found.getAttribute(attribute))
        .toList();
  }
}
