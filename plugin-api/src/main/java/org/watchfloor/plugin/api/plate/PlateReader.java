package org.watchfloor.plugin.api.plate;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A reader of plates in single pictures, registered as an OSGi service. Thread-safe. */
@ConsumerType
public interface PlateReader {
  /**
   * Finds and reads the plates of one picture; takes a fraction of a second.
   *
   * @param picture JPEG or PNG
   * @param region whose plates they are, {@code us} or {@code eu}; empty where unknown
   * @return the surest first; empty if there are none
   * @throws IllegalArgumentException naming the parameter, if the bytes are no picture or the
   *     region is not known
   */
  List<FoundPlate> read(byte[] picture, String region);
}
