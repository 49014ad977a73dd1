package org.watchfloor.plugin.simulator.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens in the city, and when; played again from the start when it is over. Its form is
 * described at the top of {@code city-script.csv}. Immutable.
 *
 * @param length after which it begins again
 */
record Script(List<Shot> shots, List<Drive> drives, Duration length) {
  /** Largest script read, characters. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final Duration MAX_LENGTH = Duration.ofHours(24);
  private static final Pattern TIME = Pattern.compile("(\\d{1,4}):([0-5]\\d)");

  /**
   * Gunshots before a camera.
   *
   * @param line of the script
   * @param confidence 0 to 1
   */
  record Shot(int line, Duration at, String camera, int rounds, double confidence) {}

  /**
   * A stolen car on its way past plate readers.
   *
   * @param line of the script
   * @param at when it passes the first reader
   * @param readAs what the first reader reads: its plate, or one that looks like it
   */
  record Drive(int line, Duration at, List<Integer> readers, Vehicle vehicle, String readAs) {}

  Script {
    shots = List.copyOf(shots);
    drives = List.copyOf(drives);
  }

  /**
   * @throws ScriptFault naming line and field
   */
  static Script parse(String text) throws ScriptFault {
    if (text.length() > MAX_CHARACTERS) {
      throw new ScriptFault(0, "script", "longer than " + MAX_CHARACTERS + " characters");
    }
    List<Shot> shots = new ArrayList<>();
    List<Drive> drives = new ArrayList<>();
    Optional<Duration> end = Optional.empty();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      if (end.isPresent()) {
        throw new ScriptFault(number, "what", "follows the end");
      }
      String[] fields = fields(number, content);
      Duration at = time(number, fields[0]);
      switch (fields[1]) {
        case "gunshot" -> shots.add(shot(number, at, fields));
        case "stolen" -> drives.add(drive(number, at, fields));
        case "end" -> end = Optional.of(at);
        default -> throw new ScriptFault(number, "what", "is none of gunshot, stolen, end");
      }
    }
    return checked(number, shots, drives, end);
  }

  private static Script checked(
      int lines, List<Shot> shots, List<Drive> drives, Optional<Duration> end) throws ScriptFault {
    Duration length =
        end.orElseThrow(() -> new ScriptFault(lines, "what", "the script has no end"));
    for (Shot shot : shots) {
      if (shot.at().compareTo(length) >= 0) {
        throw new ScriptFault(shot.line(), "at", "is not before the end");
      }
    }
    for (Drive drive : drives) {
      if (drive.at().compareTo(length) >= 0) {
        throw new ScriptFault(drive.line(), "at", "is not before the end");
      }
    }
    if (length.isZero()) {
      throw new ScriptFault(lines, "at", "the end is at the beginning");
    }
    return new Script(shots, drives, length);
  }

  private static String[] fields(int line, String content) throws ScriptFault {
    String[] fields = content.split(",", -1);
    if (fields.length != 5) {
      throw new ScriptFault(line, "line", "has " + fields.length + " fields instead of 5");
    }
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].strip();
    }
    return fields;
  }

  private static Shot shot(int line, Duration at, String[] fields) throws ScriptFault {
    if (!fields[2].matches("CAM-\\d{4}")) {
      throw new ScriptFault(line, "where", "is no camera such as CAM-0001");
    }
    int rounds = whole(line, "value", fields[3], 1, 100);
    int percent = whole(line, "words", fields[4], 0, 100);
    return new Shot(line, at, fields[2], rounds, percent / 100.0);
  }

  private static Drive drive(int line, Duration at, String[] fields) throws ScriptFault {
    List<Integer> readers = new ArrayList<>();
    for (String reader : fields[2].split(" +")) {
      readers.add(whole(line, "where", reader, 1, 99));
    }
    String[] plates = fields[3].split("/", 2);
    for (String plate : plates) {
      if (!plate.matches("[A-Z0-9]{2,8}")) {
        throw new ScriptFault(line, "value", "is no plate of 2 to 8 capital letters and digits");
      }
    }
    String plate = plates[0];
    String readAs = plates[plates.length - 1];
    if (!looksLike(plate, readAs)) {
      throw new ScriptFault(line, "value", "is read as what does not look like it");
    }
    String[] words = fields[4].toLowerCase(Locale.ROOT).split(" +");
    if (words.length != 3) {
      throw new ScriptFault(line, "words", "must be colour, make and body");
    }
    Vehicle vehicle =
        Vehicle.of(plate, words[0], words[1], words[2])
            .orElseThrow(() -> new ScriptFault(line, "words", "the colour is not known"));
    return new Drive(line, at, List.copyOf(readers), vehicle, readAs);
  }

  private static boolean looksLike(String plate, String readAs) {
    boolean like = plate.length() == readAs.length();
    for (int i = 0; like && i < plate.length(); i++) {
      char one = plate.charAt(i);
      like = one == readAs.charAt(i) || Reading.areAlike(one, readAs.charAt(i));
    }
    return like;
  }

  private static int whole(int line, String field, String text, int min, int max)
      throws ScriptFault {
    if (text.matches("\\d{1,4}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new ScriptFault(line, field, "is not a whole number from " + min + " to " + max);
  }

  private static Duration time(int line, String text) throws ScriptFault {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      Duration time =
          Duration.ofMinutes(Long.parseLong(matcher.group(1)))
              .plusSeconds(Long.parseLong(matcher.group(2)));
      if (time.compareTo(MAX_LENGTH) <= 0) {
        return time;
      }
    }
    throw new ScriptFault(line, "at", "is not minutes:seconds up to 1440:00");
  }
}
