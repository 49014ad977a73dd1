package org.watchfloor.plugin.api.source;

import java.util.List;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;

/**
 * What one message held.
 *
 * @param signals in the order of the message; may be empty
 * @param media contents that the signals refer to
 * @param reply what the vendor is answered once all signals are on disk
 */
public record Decoded(List<Signal> signals, List<Media> media, Reply reply) {

  /**
   * An answer in the vendor's form.
   *
   * @param contentType MIME type
   * @param body text, sent as UTF-8; may be empty
   */
  public record Reply(String contentType, String body) {
    public static final Reply EMPTY = new Reply("text/plain", "");
  }

  public Decoded {
    signals = List.copyOf(signals);
    media = List.copyOf(media);
  }

  public static Decoded of(Signal... signals) {
    return new Decoded(List.of(signals), List.of(), Reply.EMPTY);
  }

  public static Decoded of(List<Signal> signals, List<Media> media) {
    return new Decoded(signals, media, Reply.EMPTY);
  }

  /** A message that is well-formed and means nothing for the center. */
  public static Decoded nothing() {
    return new Decoded(List.of(), List.of(), Reply.EMPTY);
  }
}
