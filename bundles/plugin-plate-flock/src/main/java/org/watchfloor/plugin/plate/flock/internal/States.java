package org.watchfloor.plugin.plate.flock.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The issuers of plates as Flock names them (OpenAPI, schema {@code State}), and postal codes. */
final class States {
  private static final String TABLE =
      "al alabama ak alaska az arizona ar arkansas ca california co colorado ct connecticut"
          + " de delaware dc washington_dc fl florida ga georgia hi hawaii id idaho il illinois"
          + " in indiana ia iowa ks kansas ky kentucky la louisiana me maine md maryland"
          + " ma massachusetts mi michigan mn minnesota ms mississippi mo missouri mt montana"
          + " ne nebraska nv nevada nh new_hampshire nj new_jersey nm new_mexico ny new_york"
          + " nc north_carolina nd north_dakota oh ohio ok oklahoma or oregon pa pennsylvania"
          + " ri rhode_island sc south_carolina sd south_dakota tn tennessee tx texas ut utah"
          + " vt vermont va virginia wa washington wv west_virginia wi wisconsin wy wyoming"
          + " pr puerto_rico";

  private static final Map<String, String> NAMES = new HashMap<>();
  private static final Map<String, String> CODES = new HashMap<>();

  static {
    String[] words = TABLE.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      NAMES.put(words[i], words[i + 1]);
      CODES.put(words[i + 1], words[i]);
    }
  }

  private States() {}

  /** Of {@code NC}, {@code us-nc}, {@code North Carolina}: {@code north_carolina}. */
  static Optional<String> name(String text) {
    String key = key(text);
    String code = key.startsWith("us-") ? key.substring(3) : key;
    return CODES.containsKey(key) ? Optional.of(key) : Optional.ofNullable(NAMES.get(code));
  }

  /**
   * {@code us-nc} for what Flock says; its own word, lower case, where that is none of its list.
   */
  static String region(String text) {
    return name(text)
        .map(name -> "us-" + CODES.get(name))
        .orElse(text.strip().toLowerCase(Locale.ROOT));
  }

  private static String key(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
