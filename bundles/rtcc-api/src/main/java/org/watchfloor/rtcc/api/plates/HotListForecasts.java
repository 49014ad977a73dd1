package org.watchfloor.rtcc.api.plates;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Foretells what a setting of a hot list would mean on these roads. Thread-safe. */
@ProviderType
public interface HotListForecasts {
  /**
   * Makes up reads as they come here and counts the alerts they would raise; takes up to 3 s.
   *
   * @param list name of a hot list that is in force
   * @param possibleFrom probability from which a read that is not exactly the plate is a possible
   *     hit, 0.05 to 1; 1 for exact hits only
   * @return empty if there is no list of the name
   * @throws IllegalArgumentException if {@code possibleFrom} is not within its limits
   */
  Optional<HotListForecast> forecast(String list, double possibleFrom);
}
