package org.watchfloor.rtcc.api.plates;

/**
 * How often a reader's hits were right.
 *
 * @param source id of the reader's source
 * @param reader the vendor's name of its camera, or the source's id
 */
public record ReaderRecord(
    String source, String reader, int confirmed, int misread, int notTheVehicle, int unverified) {

  /** Hits that somebody has decided on. */
  public int decided() {
    return confirmed + misread + notTheVehicle;
  }

  /** Misreads among the hits decided on, 0 to 1; 0 where there are none. */
  public double misreadShare() {
    return decided() == 0 ? 0 : (double) misread / decided();
  }
}
