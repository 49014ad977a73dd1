package org.watchfloor.rtcc.plates.internal.hits;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.watchfloor.plugin.api.signal.Severity;

/** How urgent a reason is. Immutable. */
public final class Urgency {
  private final Pattern critical;

  /**
   * @param words comma-separated beginnings of words
   */
  public Urgency(String words) {
    String any =
        Arrays.stream(words.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    // At the beginning of a word only: "unarmed" is not "armed". Without words nothing matches.
    this.critical =
        Pattern.compile(
            any.isEmpty() ? "(?!)" : "(?<![\\p{L}\\p{N}])(" + any + ")",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  public Severity of(String reason) {
    return critical.matcher(reason).find() ? Severity.CRITICAL : Severity.HIGH;
  }
}
