package org.watchfloor.toolkit.plates;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Where a text comes from, as an administrator writes it: {@code Date + Time} are two values with a
 * space between them, {@code A | B} is the first that is not blank, {@code 'NC'} is the text itself
 * and {@code "A + B"} a name with a sign in it. Immutable.
 *
 * @param <R> what refers to a value of a message, a column for instance
 */
public final class Expression<R> {
  private static final int MAX_CHARACTERS = 1_000;

  private final List<List<Term<R>>> alternatives;

  private record Term<R>(List<R> reference, String constant) {}

  /** Finds a value of a message; blank where there is none. */
  @FunctionalInterface
  public interface Values<R> {
    String of(R reference) throws FieldFault;
  }

  private Expression(List<List<Term<R>>> alternatives) {
    this.alternatives = alternatives;
  }

  /**
   * Reads an expression; a blank one has no value.
   *
   * @param key of the configuration, for refusals
   * @param reference makes a reference of its words, or refuses them with an {@link
   *     IllegalArgumentException} that says why
   * @throws IllegalArgumentException {@code key: reason}
   */
  public static <R> Expression<R> parse(String key, String text, Function<String, R> reference) {
    List<List<Term<R>>> alternatives = new ArrayList<>();
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(key + ": is longer than " + MAX_CHARACTERS);
    }
    if (!text.isBlank()) {
      try {
        for (String alternative : split(text, '|')) {
          List<Term<R>> terms = new ArrayList<>();
          for (String term : split(alternative, '+')) {
            terms.add(term(term.strip(), reference));
          }
          alternatives.add(terms);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
      }
    }
    return new Expression<>(alternatives);
  }

  private static <R> Term<R> term(String text, Function<String, R> reference) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("nothing stands beside a + or |");
    }
    char first = text.charAt(0);
    if (first != '\'' && first != '"') {
      return new Term<>(List.of(reference.apply(text)), "");
    }
    if (text.length() < 2 || text.indexOf(first, 1) != text.length() - 1) {
      throw new IllegalArgumentException(text + " does not end with its quotation mark");
    }
    String inside = text.substring(1, text.length() - 1);
    return first == '\''
        ? new Term<>(List.of(), inside)
        : new Term<>(List.of(reference.apply(inside)), "");
  }

  private static List<String> split(String text, char sign) {
    List<String> parts = new ArrayList<>();
    char quote = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == sign) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /** Whether nothing was written. */
  public boolean isEmpty() {
    return alternatives.isEmpty();
  }

  /** What it refers to, an element for each alternative. */
  public List<List<R>> references() {
    return alternatives.stream()
        .map(terms -> terms.stream().flatMap(term -> term.reference().stream()).toList())
        .toList();
  }

  /** The first alternative that is not blank, its values joined by spaces; else empty. */
  public String text(Values<R> values) throws FieldFault {
    for (List<Term<R>> terms : alternatives) {
      StringBuilder text = new StringBuilder();
      for (Term<R> term : terms) {
        String one = value(term, values).strip();
        text.append(text.isEmpty() || one.isEmpty() ? "" : " ").append(one);
      }
      if (!text.isEmpty()) {
        return text.toString();
      }
    }
    return "";
  }

  private static <R> String value(Term<R> term, Values<R> values) throws FieldFault {
    return term.reference().isEmpty() ? term.constant() : values.of(term.reference().get(0));
  }
}
