package org.watchfloor.plugin.plate.dahua.internal;

import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.toolkit.http.Device;
import org.watchfloor.toolkit.plates.ReaderSettings;

/**
 * A configuration that has been checked. Immutable.
 *
 * @param target path and query of the stream
 * @param pictures whether the stream brings pictures
 * @param zone of a clock that does not say UTC
 * @param place of the camera
 * @param minConfidence 0 to 1; reads below are not kept
 */
record Settings(
    Device device,
    String target,
    boolean pictures,
    Optional<ZoneId> zone,
    Optional<GeoPoint> place,
    double minConfidence) {
  /** Room for a whole picture of 4K. */
  static final int MAX_BYTES = 8 << 20;

  private static final Pattern CODES =
      Pattern.compile("[A-Za-z0-9]{1,64}(,[A-Za-z0-9]{1,64}){0,15}");
  private static final String EVENTS =
      "/cgi-bin/eventManager.cgi?action=attach&codes=[%s]&heartbeat=5";
  private static final String SNAPS =
      "/cgi-bin/snapManager.cgi?action=attachFileProc&Flags[0]=Event&Events=[%s]&heartbeat=5";

  /**
   * @throws SourceException of kind CONFIG, naming the key
   */
  static Settings of(PlateDahuaConfig config) throws SourceException {
    Device device =
        Device.of(
            config.address(),
            config.user(),
            config._password(),
            config.trust_certificate(),
            config.silence_seconds());
    String codes = config.codes().replace(" ", "");
    if (!CODES.matcher(codes).matches()) {
      throw config("codes", "are not letters and digits with commas between them");
    }
    return new Settings(
        device,
        String.format(config.pictures() ? SNAPS : EVENTS, codes),
        config.pictures(),
        ReaderSettings.zone(config.timeZone()),
        ReaderSettings.place(config.latitude(), config.longitude()),
        ReaderSettings.minConfidence(config.minConfidence()));
  }

  private static SourceException config(String key, String reason) {
    return new SourceException(SourceException.Kind.CONFIG, key + ": " + reason);
  }
}
