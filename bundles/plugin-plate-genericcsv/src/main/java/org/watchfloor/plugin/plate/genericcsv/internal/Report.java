package org.watchfloor.plugin.plate.genericcsv.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

/** What became of the lines of a file. Belongs to one thread. */
final class Report {
  static final Kind KIND = new Kind("plate.file");

  static final KindDescriptor DESCRIPTOR =
      KindDescriptor.of(KIND, "Plate file with broken lines")
          .severity(Severity.LOW)
          .fieldsSchema(
              "{\"type\":\"object\",\"required\":[\"file\",\"taken\",\"withoutPlate\",\"broken\","
                  + "\"faults\"],\"properties\":{"
                  + "\"file\":{\"type\":\"string\",\"title\":\"File\"},"
                  + "\"taken\":{\"type\":\"integer\",\"title\":\"Reads taken\"},"
                  + "\"withoutPlate\":{\"type\":\"integer\",\"title\":\"Lines without a plate\"},"
                  + "\"broken\":{\"type\":\"integer\",\"title\":\"Broken lines\"},"
                  + "\"faults\":{\"type\":\"string\",\"title\":\"What is wrong with them\"}}}")
          .summary("{file}: {taken} reads taken, {broken} lines broken")
          .build();

  /** Of the 4,000 characters of a field. */
  private static final int MAX_FAULTS = 3_900;

  private static final int MAX_FILE = 255;

  private final StringBuilder faults = new StringBuilder();
  private String first = "";
  private int firstLine;
  private long taken;
  private long withoutPlate;
  private long broken;
  private Instant newest = Instant.MIN;

  void taken(Instant at) {
    taken++;
    newest = at.isAfter(newest) ? at : newest;
  }

  void withoutPlate() {
    withoutPlate++;
  }

  void broken(int line, String reason) {
    if (broken++ == 0) {
      first = reason;
      firstLine = line;
    }
    String fault = "line " + line + ": " + reason;
    if (faults.length() + fault.length() + 3 <= MAX_FAULTS) {
      faults.append(faults.isEmpty() ? "" : " | ").append(fault);
    }
  }

  boolean hasBroken() {
    return broken > 0;
  }

  /**
   * A file of which nothing could be read is refused as a whole, and kept.
   *
   * @throws MalformedMessage naming the first broken line
   */
  void needsRead() throws MalformedMessage {
    if (broken > 0 && taken == 0) {
      String others = broken == 1 ? "" : "; so it is with " + (broken - 1) + " lines more";
      throw new MalformedMessage("line " + firstLine, first + others);
    }
  }

  /** Tells an administrator which lines are missing; one for each content of a file. */
  Signal signal(Message file) {
    String name = file.header("file-name");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("file", name.length() > MAX_FILE ? name.substring(0, MAX_FILE) : name);
    values.put("taken", taken);
    values.put("withoutPlate", withoutPlate);
    values.put("broken", broken);
    values.put("faults", faults.toString());
    return Signal.of(KIND, "file/" + digest(file.toByteArray()), newest)
        .severity(Severity.LOW)
        .detail(new Fields(values))
        .build();
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
