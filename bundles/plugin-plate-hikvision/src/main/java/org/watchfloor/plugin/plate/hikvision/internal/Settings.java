package org.watchfloor.plugin.plate.hikvision.internal;

import java.time.ZoneId;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.WebhookSecret;
import org.watchfloor.toolkit.http.Device;
import org.watchfloor.toolkit.plates.ReaderSettings;

/**
 * A configuration that has been checked. Immutable.
 *
 * @param device whose stream of alerts is read
 * @param webhook that the device posts to; at least one of the two is present
 * @param zone of times without an offset
 * @param place of the camera, before what the device says of it
 * @param minConfidence 0 to 1; reads below are not kept
 */
record Settings(
    Optional<Device> device,
    Optional<Inbound.Webhook> webhook,
    Optional<ZoneId> zone,
    Optional<GeoPoint> place,
    double minConfidence) {
  /** Room for a plate, a vehicle and a whole picture of 4K beside the XML. */
  static final int MAX_BYTES = 8 << 20;

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  static Settings of(PlateHikvisionConfig config) throws SourceException {
    Optional<Device> device =
        config.address().isBlank()
            ? Optional.empty()
            : Optional.of(
                Device.of(
                    config.address(),
                    config.user(),
                    config._password(),
                    config.trust_certificate(),
                    config.silence_seconds()));
    if (device.isEmpty() && config._secret().isEmpty()) {
      throw config("address", "is not set, and .secret neither; one of them must be");
    }
    if (!config._secret().isEmpty() && config._secret().length() < 8) {
      throw config(".secret", "must have at least 8 characters");
    }
    Optional<Inbound.Webhook> webhook =
        config._secret().isEmpty()
            ? Optional.empty()
            : Optional.of(new Inbound.Webhook(WebhookSecret.path(config._secret()), MAX_BYTES));
    return new Settings(
        device,
        webhook,
        ReaderSettings.zone(config.timeZone()),
        ReaderSettings.place(config.latitude(), config.longitude()),
        ReaderSettings.minConfidence(config.minConfidence()));
  }

  private static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "Settings[" + device + " " + webhook.isPresent() + "]";
  }
}
