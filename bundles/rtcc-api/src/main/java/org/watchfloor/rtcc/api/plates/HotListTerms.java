package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.watchfloor.core.api.access.Role;

/**
 * What is agreed of a hot list, whatever stands on it. Immutable.
 *
 * @param owner agency that answers for it, 1 to 120 characters
 * @param source where its files come from, at most 200 characters; may be empty
 * @param reason of an entry that gives none, at most 200 characters; may be empty
 * @param reasons words for the codes that the files give as reason, at most 100; they go before
 *     what the layout says
 * @param priority 1 for the most urgent list, 5 for the least
 * @param expires when the whole list ends to be in force, UTC; empty for never
 * @param seenBy roles of which one is enough to see the details of an entry; at least one
 * @param possibleFrom probability from which a read that is not exactly the plate is shown as a
 *     possible hit; 0.01 to 1, 1 for exact hits only
 */
public record HotListTerms(
    String owner,
    String source,
    String reason,
    Map<String, String> reasons,
    int priority,
    Optional<Instant> expires,
    Set<Role> seenBy,
    double possibleFrom) {
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]*");
  private static final Set<Role> DEFAULT_SEEN_BY = Set.of(Role.OPERATOR, Role.SUPERVISOR);

  public HotListTerms {
    owner = line("owner", owner, 120);
    if (owner.isBlank()) {
      throw new IllegalArgumentException(
          "owner: name the agency that answers for it, 1 to 120 characters");
    }
    source = line("source", source, 200);
    reason = line("reason", reason, 200);
    reasons = checked(reasons);
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("priority: " + priority + " is not within 1 to 5");
    }
    seenBy = Set.copyOf(seenBy);
    if (seenBy.isEmpty()) {
      throw new IllegalArgumentException("seenBy: name at least one role");
    }
    if (!(possibleFrom >= 0.01 && possibleFrom <= 1)) {
      throw new IllegalArgumentException(
          "possibleFrom: " + possibleFrom + " is not within 0.01 to 1");
    }
  }

  /** With everything but the owner as it is where nothing is said. */
  public static HotListTerms of(String owner) {
    return new HotListTerms(owner, "", "", Map.of(), 3, Optional.empty(), DEFAULT_SEEN_BY, 0.5);
  }

  /** Whether the list is in force. */
  public boolean inForce(Instant now) {
    return expires.isEmpty() || now.isBefore(expires.get());
  }

  private static Map<String, String> checked(Map<String, String> reasons) {
    if (reasons.size() > 100) {
      throw new IllegalArgumentException("reasons: " + reasons.size() + ", at most 100 are taken");
    }
    Map<String, String> all = new TreeMap<>();
    reasons.forEach(
        (code, words) -> {
          if (code.isBlank() || code.length() > 32) {
            throw new IllegalArgumentException("reasons: a code has 1 to 32 characters");
          }
          all.put(line("reasons", code, 32), line("reasons", words, 200));
        });
    return java.util.Collections.unmodifiableMap(all);
  }

  private static String line(String field, String text, int max) {
    if (text.length() > max || !LINE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          field + ": must be one line of at most " + max + " characters");
    }
    return text.strip();
  }
}
