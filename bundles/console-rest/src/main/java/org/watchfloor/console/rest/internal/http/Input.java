package org.watchfloor.console.rest.internal.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a route takes as body.
 *
 * @param contentType the type that is held in memory; empty for a route without a body
 * @param maxBytes more of it are refused with 413
 * @param fileTypes types that are written to a file as they come
 * @param maxFileBytes more of those are refused with 413
 */
public record Input(String contentType, int maxBytes, List<String> fileTypes, long maxFileBytes) {
  public static final Input NONE = new Input("", 0, List.of(), 0);

  /** JSON of at most 1 MiB. */
  public static final Input JSON = json(1 << 20);

  public Input {
    fileTypes = List.copyOf(fileTypes);
  }

  public static Input json(int maxBytes) {
    return new Input("application/json", maxBytes, List.of(), 0);
  }

  public static Input csv(int maxBytes) {
    return new Input("text/csv", maxBytes, List.of(), 0);
  }

  /** Written to a file as it comes, whatever type of these it has. */
  public static Input file(long maxBytes, String... types) {
    return new Input(types[0], 0, List.of(types), maxBytes);
  }

  /** The same, and bodies of other types, which are too large for memory. */
  public Input orFile(long maxBytes, String... types) {
    return new Input(contentType, this.maxBytes, List.of(types), maxBytes);
  }

  public boolean none() {
    return contentType.isEmpty();
  }

  /** Whether a body of this type goes to a file. */
  public boolean toFile(String type) {
    return fileTypes.contains(type);
  }

  /** Bytes that a body of this type may have. */
  public long limit(String type) {
    return toFile(type) ? maxFileBytes : maxBytes;
  }

  /** Every type that is taken. */
  public List<String> types() {
    Set<String> types = new LinkedHashSet<>(List.of(contentType));
    types.addAll(fileTypes);
    return List.copyOf(types);
  }
}
