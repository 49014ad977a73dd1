package org.watchfloor.plugin.api.signal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people and programs are told of a kind, and how it is shown: on the map, in the queue, in
 * search, in rules and in the REST interface. With a descriptor a plugin brings a new type of
 * sensor without a change anywhere else. Of several descriptors of one kind the platform's own
 * counts, then that of the plugin with the first id. Plugins build it with {@link #of}, so that the
 * record can grow. Signals are not refused because they differ from the schema: the contract suite
 * of the testkit checks a plugin's signals against it.
 *
 * @param kind the kind described
 * @param title what an analyst reads, for instance {@code River gauge}
 * @param severity the usual one of the kind, for reading; a signal has the one that it was built
 *     with
 * @param symbol name of the map symbol: {@code gunshot}, {@code plate}, {@code camera}, {@code
 *     call}, {@code unit} or {@code generic}
 * @param fieldsSchema JSON Schema (draft 2020-12) of the detail's fields; {@code {}} where anything
 *     goes; what is not JSON is listed as that. {@code title} and {@code unit} of a property are
 *     shown beside its value
 * @param summary one line about a signal, with fields in braces: <code>
 *     {station}: {level_m} m</code>; also <code>{device}</code>; empty for the title alone
 * @param alertFrom signals of this severity and above become an alert, which a person must look at;
 *     empty if none does by itself (rules of the center may still make one)
 * @param iconPath an own symbol: the {@code d} of an SVG path in a square of 24 by 24; empty for
 *     {@code symbol}
 */
public record KindDescriptor(
    Kind kind,
    String title,
    Severity severity,
    String symbol,
    String fieldsSchema,
    String summary,
    Optional<Severity> alertFrom,
    String iconPath) {
  private static final Pattern PATH = Pattern.compile("[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]*");
  private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z0-9_.-]{1,64})}");

  public KindDescriptor {
    Checks.required("title", title, 80);
    Checks.required("symbol", symbol, 32);
    Checks.text("fieldsSchema", fieldsSchema, 64_000);
    Checks.text("summary", summary, 200);
    Checks.text("iconPath", iconPath, 2_000);
    if (!PATH.matcher(iconPath).matches()) {
      throw new IllegalArgumentException("iconPath: is not the data of an SVG path");
    }
  }

  /** A kind that is listed, and of which no alert comes by itself. */
  public KindDescriptor(
      Kind kind, String title, Severity severity, String symbol, String fieldsSchema) {
    this(kind, title, severity, symbol, fieldsSchema, "", Optional.empty(), "");
  }

  /** Begins a descriptor: severity INFO, symbol {@code generic}, any fields, no alert. */
  public static Builder of(Kind kind, String title) {
    return new Builder(kind, title);
  }

  /**
   * The summary of a signal of this kind, at most 200 characters. A field that the signal does not
   * have reads {@code ?}.
   */
  public String summarise(Signal signal) {
    if (summary.isEmpty()) {
      return title;
    }
    Matcher fields = FIELD.matcher(summary);
    String line =
        fields.replaceAll(found -> Matcher.quoteReplacement(value(signal, found.group(1))));
    return line.length() <= 200 ? line : line.substring(0, 199) + "…";
  }

  private static String value(Signal signal, String name) {
    Object value = signal.detail() instanceof Fields fields ? fields.values().get(name) : null;
    if (value == null && name.equals("device")) {
      return signal.device();
    }
    return value == null ? "?" : String.valueOf(value);
  }

  /** Collects a descriptor's parts. Not thread-safe. */
  public static final class Builder {
    private final Kind kind;
    private final String title;
    private Severity severity = Severity.INFO;
    private String symbol = "generic";
    private String fieldsSchema = "{}";
    private String summary = "";
    private Optional<Severity> alertFrom = Optional.empty();
    private String iconPath = "";

    private Builder(Kind kind, String title) {
      this.kind = kind;
      this.title = title;
    }

    public Builder severity(Severity value) {
      severity = value;
      return this;
    }

    public Builder symbol(String value) {
      symbol = value;
      return this;
    }

    public Builder fieldsSchema(String value) {
      fieldsSchema = value;
      return this;
    }

    public Builder summary(String value) {
      summary = value;
      return this;
    }

    public Builder alertFrom(Severity value) {
      alertFrom = Optional.of(value);
      return this;
    }

    public Builder iconPath(String value) {
      iconPath = value;
      return this;
    }

    /**
     * @throws IllegalArgumentException naming the part that does not hold
     */
    public KindDescriptor build() {
      return new KindDescriptor(
          kind, title, severity, symbol, fieldsSchema, summary, alertFrom, iconPath);
    }
  }
}
