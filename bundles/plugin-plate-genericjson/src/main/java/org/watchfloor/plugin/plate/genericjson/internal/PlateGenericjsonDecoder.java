package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.toolkit.json.JsonObject;
import org.watchfloor.toolkit.plates.Field;
import org.watchfloor.toolkit.plates.FieldFault;
import org.watchfloor.toolkit.plates.PlateMapping;

/** Reads JSON as a mapping says. A message is taken whole or not at all. Stateless. */
final class PlateGenericjsonDecoder implements Decoder {
  private static final int MAX_READS = 1_000;

  private final Mapping mapping;

  PlateGenericjsonDecoder(Mapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public Decoded decode(Message message) throws MalformedMessage {
    List<Signal> signals = new ArrayList<>();
    List<Media> media = new ArrayList<>();
    int count = 0;
    for (JsonObject object : JsonObject.parse(message)) {
      if (!mapping.reads().isPresent(object) && isMeant(new Place.Read(object, object))) {
        throw object.fault("reads", "nothing stands at " + mapping.reads());
      }
      for (JsonObject read : mapping.reads().objects(object)) {
        if (++count > MAX_READS) {
          throw new MalformedMessage("body", "has more than " + MAX_READS + " reads");
        }
        take(new Place.Read(read, object), signals, media);
      }
    }
    return Decoded.of(signals, media);
  }

  private boolean isMeant(Place.Read read) {
    if (mapping.only().isEmpty()) {
      return true;
    }
    Mapping.Condition only = mapping.only().get();
    try {
      return only.values().contains(only.place().text(read));
    } catch (FieldFault e) {
      return false;
    }
  }

  private void take(Place.Read read, List<Signal> signals, List<Media> media)
      throws MalformedMessage {
    if (!isMeant(read)) {
      return;
    }
    try {
      if (!mapping.hasPlate(read)) {
        // else a mapping that points beside it would swallow every message without a word
        throw new FieldFault(Field.PLATE.key(), "is missing");
      }
      Optional<PlateMapping.Mapped> mapped =
          mapping.plates().read(field -> mapping.field(field).text(place -> place.text(read)));
      if (mapped.isPresent()) {
        List<Media> pictures = Pictures.of(mapping.pictures(), read);
        signals.add(signal(mapped.get(), read, pictures));
        media.addAll(pictures);
      }
    } catch (FieldFault e) {
      throw fault(read.read(), e);
    }
  }

  private Signal signal(PlateMapping.Mapped mapped, Place.Read read, List<Media> pictures) {
    Signal.Builder signal =
        Signal.of(Kind.PLATE_READ, mapped.key(), mapped.at())
            .device(mapped.device())
            .at(mapped.place())
            .detail(mapping.guesses().with(mapped.read(), read));
    pictures.forEach(picture -> signal.media(picture.ref()));
    return signal.build();
  }

  /** Names the field, where it is looked for, and in which read. */
  private MalformedMessage fault(JsonObject read, FieldFault fault) {
    String words = "";
    for (Field field : Field.values()) {
      if (field.key().equals(fault.field())) {
        words = " (mapped from " + mapping.words().get(field) + ")";
      }
    }
    return read.fault(fault.field(), fault.reason() + words);
  }
}
