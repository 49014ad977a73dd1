package org.watchfloor.toolkit.multipart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/** A message whose body is multipart, taken apart. */
public final class Multipart {
  private Multipart() {}

  /**
   * All parts in their order. One that says that it is longer than the message is cut, and what
   * follows the last whole part is left out.
   *
   * @param maxParts more of them are refused
   * @throws MalformedMessage if the message is not multipart or holds no part
   */
  public static List<Part> parts(Message message, int maxParts) throws MalformedMessage {
    List<Part> parts = new ArrayList<>();
    try {
      MultipartReader reader =
          new MultipartReader(message.open(), message.contentType(), message.length());
      for (Part part = reader.next(); part != null; part = reader.next()) {
        if (parts.size() == maxParts) {
          throw new MalformedMessage("body", "has more than " + maxParts + " parts");
        }
        parts.add(part);
      }
    } catch (IOException e) {
      if (parts.isEmpty()) {
        throw new MalformedMessage("body", String.valueOf(e.getMessage()));
      }
    }
    if (parts.isEmpty()) {
      throw new MalformedMessage("body", "is multipart and has no part");
    }
    return parts;
  }
}
