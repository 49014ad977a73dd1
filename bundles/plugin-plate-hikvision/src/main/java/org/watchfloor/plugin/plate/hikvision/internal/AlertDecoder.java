package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.multipart.Multipart;
import org.watchfloor.toolkit.multipart.MultipartReader;
import org.watchfloor.toolkit.multipart.Part;

/**
 * What a device posts: XML, or a form of XML and pictures. The XML is found by its type and its
 * root, never by the name of the field, which differs between firmware. Stateless.
 */
final class AlertDecoder implements Decoder {
  private static final int MAX_PARTS = 16;

  private final Alerts alerts;

  AlertDecoder(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    if (!MultipartReader.isMultipart(message.contentType())) {
      Optional<Alert> alert = alerts.read(message.toByteArray());
      return alert.isPresent() ? Decoded.of(alert.get().bare()) : Decoded.nothing();
    }
    List<Part> parts = Multipart.parts(message, MAX_PARTS);
    Optional<Part> xml = parts.stream().filter(Alerts::isXml).findFirst();
    if (xml.isEmpty()) {
      throw new MalformedMessage("body", "has no part that is XML");
    }
    Optional<Alert> alert = alerts.read(xml.get().toByteArray());
    if (alert.isEmpty()) {
      return Decoded.nothing();
    }
    List<Part> pictures =
        parts.stream().filter(part -> part.contentType().startsWith("image/")).toList();
    List<Media> media = alert.get().media(pictures);
    return Decoded.of(List.of(alert.get().with(media)), media);
  }
}
