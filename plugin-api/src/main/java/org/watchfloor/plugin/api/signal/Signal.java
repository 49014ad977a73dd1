package org.watchfloor.plugin.api.signal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.watchfloor.plugin.api.media.MediaRef;

/**
 * One thing that a source noticed. Immutable. Plugins build it with {@link #of}, never with the
 * constructor, so that the record can grow.
 *
 * @param vendorKey the vendor's stable id of the event, 1 to 256 characters: the same event sent
 *     twice has the same key, and is kept once per source
 * @param kind what it is
 * @param occurredAt when it happened by the device's clock, UTC; not when it was received; more
 *     than 10 minutes in the future is refused
 * @param severity how urgently a person must look
 * @param device the vendor's name of the sensor or camera, at most 128 characters; may be empty
 * @param location where; empty where unknown, never 0/0 for "no position"
 * @param detail what is special to the kind
 * @param media pictures and sound, by reference, at most 16
 */
public record Signal(
    String vendorKey,
    Kind kind,
    Instant occurredAt,
    Severity severity,
    String device,
    Optional<GeoPoint> location,
    SignalDetail detail,
    List<MediaRef> media) {

  public Signal {
    Checks.required("vendorKey", vendorKey, 256);
    Checks.text("device", device, 128);
    if (media.size() > 16) {
      throw new IllegalArgumentException("media: " + media.size() + " references, at most 16");
    }
    media = List.copyOf(media);
  }

  /** Begins a signal of severity {@link Severity#INFO} with no place, no detail and no media. */
  public static Builder of(Kind kind, String vendorKey, Instant occurredAt) {
    return new Builder(kind, vendorKey, occurredAt);
  }

  /** Collects a signal's parts. Not thread-safe. */
  public static final class Builder {
    private final Kind kind;
    private final String vendorKey;
    private final Instant occurredAt;
    private final List<MediaRef> media = new ArrayList<>();
    private Severity severity = Severity.INFO;
    private String device = "";
    private Optional<GeoPoint> location = Optional.empty();
    private SignalDetail detail = Fields.NONE;

    private Builder(Kind kind, String vendorKey, Instant occurredAt) {
      this.kind = kind;
      this.vendorKey = vendorKey;
      this.occurredAt = occurredAt;
    }

    public Builder severity(Severity value) {
      severity = value;
      return this;
    }

    public Builder device(String value) {
      device = value;
      return this;
    }

    public Builder at(GeoPoint value) {
      location = Optional.of(value);
      return this;
    }

    public Builder at(Optional<GeoPoint> value) {
      location = value;
      return this;
    }

    public Builder detail(SignalDetail value) {
      detail = value;
      return this;
    }

    public Builder media(MediaRef value) {
      media.add(value);
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the field that does not hold
     */
    public Signal build() {
      return new Signal(vendorKey, kind, occurredAt, severity, device, location, detail, media);
    }
  }
}
