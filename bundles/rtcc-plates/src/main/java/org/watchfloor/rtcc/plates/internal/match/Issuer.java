package org.watchfloor.rtcc.plates.internal.match;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who issued a plate, as far as it is known: readers say {@code us-nc}, hot lists say {@code NC}.
 *
 * @param country two letters; empty where unknown
 * @param state two or three letters or digits; empty where unknown
 */
public record Issuer(String country, String state) {
  private static final Issuer UNKNOWN = new Issuer("", "");
  private static final Pattern FORM = Pattern.compile("(?:([A-Z]{2})[-_ /])?([A-Z0-9]{2,3})");

  /** Vendors name few, with each read. */
  private static final Map<String, Issuer> KNOWN = new ConcurrentHashMap<>();

  private static final int MAX_KNOWN = 1_000;

  /** Countries whose regions vendors name; alone, they say nothing of the state. */
  private static final Set<String> COUNTRIES = Set.of("US", "USA", "CAN", "MX", "MEX", "EU");

  /**
   * Reads any text; what is not of the two forms, a name in words for instance, is unknown: it must
   * not hide a hit.
   */
  public static Issuer of(String text) {
    Issuer known = KNOWN.get(text);
    if (known != null) {
      return known;
    }
    Issuer issuer = parse(text);
    if (KNOWN.size() < MAX_KNOWN) {
      KNOWN.put(text, issuer);
    }
    return issuer;
  }

  private static Issuer parse(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      return UNKNOWN;
    }
    String country = form.group(1) == null ? "" : form.group(1);
    String state = form.group(2);
    return country.isEmpty() && COUNTRIES.contains(state) ? UNKNOWN : new Issuer(country, state);
  }

  boolean isUnknown() {
    return state.isEmpty() && country.isEmpty();
  }

  /** Whether both may be the same: a part that either does not know is no difference. */
  public boolean agrees(Issuer other) {
    return agree(state, other.state) && agree(country, other.country);
  }

  private static boolean agree(String one, String two) {
    return one.isEmpty() || two.isEmpty() || one.equals(two);
  }
}
