package org.watchfloor.plugin.plate.hikvision.internal;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.watchfloor.plugin.api.source.MalformedMessage;

/**
 * An element of a device's XML and where it stands. Namespaces do not count: firmware uses five of
 * them for the same elements. Not thread-safe while it is read, immutable afterwards.
 */
final class Xml {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ELEMENTS = 10_000;
  private static final int MAX_TEXT = 1 << 20;

  private final String name;
  private final String path;
  private final List<Xml> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Xml(String name, String path) {
    this.name = name;
    this.path = path;
  }

  /**
   * The root element.
   *
   * @throws MalformedMessage if it is not well-formed, or larger than any device's
   */
  static Xml parse(byte[] bytes) throws MalformedMessage {
    // a declaration must be at the very beginning, and some firmware has lines before it
    String text = utf8(bytes).replaceFirst("^[\\s\\uFEFF]+", "");
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // the parser of the platform answers some nonsense with other exceptions
      throw new MalformedMessage("body", "is not XML: " + firstLine(e));
    }
  }

  /** By hand, because the parser of the platform prints what it cannot read. */
  private static String utf8(byte[] bytes) throws MalformedMessage {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessage("body", "is not XML in UTF-8");
    }
  }

  /** No document types, so no entities: neither files nor bombs. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) : line;
  }

  private static Xml read(XMLStreamReader reader) throws XMLStreamException, MalformedMessage {
    Deque<Xml> open = new ArrayDeque<>();
    int elements = 0;
    int length = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
            throw new MalformedMessage("body", "is XML of more elements than an alert has");
          }
          Xml parent = open.peek();
          String name = reader.getLocalName();
          boolean top = parent == null || open.size() == 1;
          Xml next = new Xml(name, top ? name : parent.path + "/" + name);
          if (parent != null) {
            parent.children.add(next);
          }
          open.push(next);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          Xml in = open.peek();
          length += reader.getTextLength();
          if (length > MAX_TEXT) {
            throw new MalformedMessage("body", "is XML of more text than an alert has");
          }
          if (in != null) {
            in.text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Xml done = open.pop();
          if (open.isEmpty()) {
            return done;
          }
        }
        default -> {
          // comments, processing instructions
        }
      }
    }
    throw new MalformedMessage("body", "is XML that ends in the middle");
  }

  /** Without its namespace. */
  String name() {
    return name;
  }

  Optional<Xml> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  List<Xml> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** Text of a child without spaces around it; empty where there is none. */
  String text(String wanted) {
    return child(wanted).map(child -> child.text.toString().strip()).orElse("");
  }

  /** A child's number; empty where there is none, or something else. */
  Optional<Double> number(String wanted) {
    try {
      double number = Double.parseDouble(text(wanted));
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A refusal that names a child by its path below the root. */
  MalformedMessage fault(String wanted, String reason) {
    return new MalformedMessage(
        name.equals("EventNotificationAlert") ? wanted : path + "/" + wanted, reason);
  }
}
