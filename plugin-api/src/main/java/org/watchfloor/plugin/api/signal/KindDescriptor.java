package org.watchfloor.plugin.api.signal;

/**
 * How a kind is shown everywhere, without a change to the core.
 *
 * @param kind the kind described
 * @param title what an analyst reads, for instance {@code River gauge alarm}
 * @param severity what a signal of the kind has where the source says nothing
 * @param symbol name of the map symbol: {@code gunshot}, {@code plate}, {@code camera}, {@code
 *     call}, {@code unit} or {@code generic}
 * @param fieldsSchema JSON Schema (draft 2020-12) of the detail's fields; {@code {}} where anything
 *     goes
 */
public record KindDescriptor(
    Kind kind, String title, Severity severity, String symbol, String fieldsSchema) {
  public KindDescriptor {
    Checks.required("title", title, 80);
    Checks.required("symbol", symbol, 32);
    Checks.text("fieldsSchema", fieldsSchema, 64_000);
  }
}
