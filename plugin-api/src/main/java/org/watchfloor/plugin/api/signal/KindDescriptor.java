package org.watchfloor.plugin.api.signal;

/**
 * What people and programs are told of a kind; {@code GET /api/v1/kinds} lists it while the plugin
 * is there. It describes and changes nothing: fields are not checked against the schema, and no
 * alert comes of a kind that no capability knows. Of several descriptors of one kind the platform's
 * own is listed, then that of the plugin with the first id.
 *
 * @param kind the kind described
 * @param title what an analyst reads, for instance {@code River gauge alarm}
 * @param severity the usual one of the kind, for reading; a signal has the one that it was built
 *     with
 * @param symbol name of the map symbol: {@code gunshot}, {@code plate}, {@code camera}, {@code
 *     call}, {@code unit} or {@code generic}
 * @param fieldsSchema JSON Schema (draft 2020-12) of the detail's fields; {@code {}} where anything
 *     goes; what is not JSON is listed as that
 */
public record KindDescriptor(
    Kind kind, String title, Severity severity, String symbol, String fieldsSchema) {
  public KindDescriptor {
    Checks.required("title", title, 80);
    Checks.required("symbol", symbol, 32);
    Checks.text("fieldsSchema", fieldsSchema, 64_000);
  }
}
