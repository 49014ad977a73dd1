package org.watchfloor.toolkit.plates;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;

/** Makes reads of texts. Immutable. */
public final class PlateMapping {
  private static final int MAX_KEY = 256;
  private static final int MAX_DEVICE = 128;
  private static final int MAX_REGION = 32;
  private static final int MAX_WORD = 64;

  private final Times times;
  private final PlateText plates;
  private final double confidenceMax;

  /**
   * One vehicle.
   *
   * @param key the reader's own name of the read; where it has none, made of plate, time and
   *     device, so that the same read told twice is one
   */
  public record Mapped(
      String key, Instant at, String device, Optional<GeoPoint> place, PlateRead read) {}

  /**
   * @param confidenceMax what the reader sends when it is sure, 1 or 100 for instance
   * @throws IllegalArgumentException {@code confidence.max: reason}
   */
  public PlateMapping(Times times, PlateText plates, double confidenceMax) {
    if (!(confidenceMax > 0 && confidenceMax <= 1e6)) {
      throw new IllegalArgumentException("confidence.max: must be above 0 and at most 1000000");
    }
    this.times = times;
    this.plates = plates;
    this.confidenceMax = confidenceMax;
  }

  /**
   * The read of a message's texts; empty where there was no plate to be read. Only plate and time
   * can make it fail: a read is worth more than what it lacks.
   *
   * @throws FieldFault naming plate or time
   */
  public Optional<Mapped> read(Texts texts) throws FieldFault {
    Optional<String> plate = plates.read(texts.of(Field.PLATE));
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    String time = texts.of(Field.TIME);
    if (time.isBlank()) {
      throw new FieldFault(Field.TIME.key(), "is missing");
    }
    Instant at = times.read(time);
    String device = shortened(texts.of(Field.DEVICE), MAX_DEVICE);
    String id = texts.of(Field.ID);
    String key = id.isBlank() || id.length() > MAX_KEY ? digest(id, plate.get(), at, device) : id;
    PlateRead read =
        new PlateRead(
            plate.get(),
            word(texts.of(Field.REGION), MAX_REGION),
            confidence(texts.of(Field.CONFIDENCE)),
            List.of(),
            word(texts.of(Field.MAKE), MAX_WORD).toLowerCase(Locale.ROOT),
            word(texts.of(Field.COLOR), MAX_WORD).toLowerCase(Locale.ROOT),
            word(texts.of(Field.BODY), MAX_WORD).toLowerCase(Locale.ROOT),
            Numbers.heading(texts.of(Field.HEADING)));
    Optional<GeoPoint> place = Numbers.place(texts.of(Field.LATITUDE), texts.of(Field.LONGITUDE));
    return Optional.of(new Mapped(key, at, device, place, read));
  }

  /** A plate among others of a read; empty where it is none. */
  public Optional<String> plate(String text) {
    try {
      return plates.read(text);
    } catch (FieldFault e) {
      return Optional.empty();
    }
  }

  /** 0 to 1; empty where the text is no number within the scale. */
  public Optional<Double> confidence(String text) {
    return Numbers.confidence(text, confidenceMax);
  }

  /** What is longer than any word of its kind is not one. */
  private static String word(String text, int max) {
    return text.length() > max || text.indexOf('\uFFFD') >= 0 ? "" : text;
  }

  private static String shortened(String text, int max) {
    return text.length() > max ? text.substring(0, max) : text;
  }

  private static String digest(String id, String plate, Instant at, String device) {
    String what = id.isBlank() ? plate + "\n" + at + "\n" + device : id;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
