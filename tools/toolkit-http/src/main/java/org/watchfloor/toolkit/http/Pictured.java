package org.watchfloor.toolkit.http;

import java.util.List;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.toolkit.multipart.Part;

/** A signal of a stream, whose pictures come in the parts behind it. */
public interface Pictured {
  /** The signal without pictures. */
  Signal bare();

  /** How many pictures are to come; {@link Integer#MAX_VALUE} where the device does not say. */
  int pictures();

  /** Those of the parts that are pictures, each with what it shows; 16 at most. */
  List<Media> media(List<Part> parts);

  /** The signal that refers to its pictures. */
  default Signal with(List<Media> media) {
    Signal bare = bare();
    Signal.Builder signal =
        Signal.of(bare.kind(), bare.vendorKey(), bare.occurredAt())
            .severity(bare.severity())
            .device(bare.device())
            .at(bare.location())
            .detail(bare.detail());
    media.forEach(one -> signal.media(one.ref()));
    return signal.build();
  }
}
