package org.watchfloor.rtcc.rules.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that must hold of a field. Data, not an expression: there is nothing that it could
 * call. Immutable.
 *
 * @param field name of the field
 * @param operator how it is compared
 * @param value with what
 */
record Condition(String field, Operator operator, String value) {
  private static final int MAX_CONDITIONS = 20;
  private static final int MAX_VALUE = 200;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:\"([^\"]{1,64})\"|([^\\s\"=!<>;]{1,64}))\\s*"
              + "(!=|<=|>=|=|<|>|(?<=[\\s\"])contains(?=[\\s\"]))\\s*(.*)",
          Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");

  /** How a field is compared. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    CONTAINS("contains");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    private boolean numbersOnly() {
      return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
    }

    static Operator of(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(sign);
    }
  }

  /**
   * Reads conditions separated by semicolons; a semicolon within double quotes is one of a value.
   *
   * @throws RuleFault of the key {@code where}
   */
  static List<Condition> all(String text) throws RuleFault {
    List<Condition> conditions = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (i == text.length() || (text.charAt(i) == ';' && !quoted)) {
        String part = text.substring(from, i).strip();
        if (!part.isEmpty()) {
          conditions.add(of(part));
        }
        from = i + 1;
      }
    }
    if (quoted) {
      throw new RuleFault("where", "a double quote is not closed");
    }
    if (conditions.size() > MAX_CONDITIONS) {
      throw new RuleFault("where", conditions.size() + " conditions, at most " + MAX_CONDITIONS);
    }
    return conditions;
  }

  private static Condition of(String text) throws RuleFault {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new RuleFault(
          "where",
          "\"" + cut(text) + "\" is not a field, one of = != < <= > >= contains, and a value");
    }
    String field = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    Operator operator = Operator.of(matcher.group(3));
    return new Condition(field, operator, value(text, operator, matcher.group(4).strip()));
  }

  private static String value(String text, Operator operator, String given) throws RuleFault {
    boolean quoted = given.length() >= 2 && given.startsWith("\"") && given.endsWith("\"");
    String value = quoted ? given.substring(1, given.length() - 1) : given;
    if (value.indexOf('"') >= 0 || (!quoted && value.startsWith("="))) {
      throw new RuleFault("where", "\"" + cut(text) + "\" has a value that cannot be read");
    }
    if ((value.isEmpty() && (!quoted || operator == Operator.CONTAINS))
        || value.length() > MAX_VALUE) {
      throw new RuleFault(
          "where", "\"" + cut(text) + "\" needs a value of 1 to " + MAX_VALUE + " characters");
    }
    if (operator.numbersOnly() && !NUMBER.matcher(value).matches()) {
      throw new RuleFault("where", "\"" + cut(text) + "\" compares with what is no number");
    }
    return value;
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** Never holds of a field that is not there, whatever the operator. */
  boolean holds(Map<String, Object> values) {
    Object actual = values.get(field);
    if (actual == null) {
      return false;
    }
    String text = String.valueOf(actual);
    return switch (operator) {
      case EQUAL -> same(text);
      case NOT_EQUAL -> !same(text);
      case CONTAINS -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      default -> NUMBER.matcher(text).matches() && compares(Double.parseDouble(text));
    };
  }

  private boolean same(String text) {
    return text.equalsIgnoreCase(value)
        || (NUMBER.matcher(text).matches()
            && NUMBER.matcher(value).matches()
            && Double.parseDouble(text) == Double.parseDouble(value));
  }

  private boolean compares(double actual) {
    int order = Double.compare(actual, Double.parseDouble(value));
    return switch (operator) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      default -> order >= 0;
    };
  }

  /** As it could stand in a file. */
  @Override
  public String toString() {
    return field + " " + operator.sign + " " + value;
  }
}
