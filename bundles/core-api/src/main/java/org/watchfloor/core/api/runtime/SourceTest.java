package org.watchfloor.core.api.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * What came of trying a configuration.
 *
 * @param works whether it would be online
 * @param state that it would be in
 * @param reason in words, with the key where a value is wrong; may be empty if it works
 * @param signals that it handed in meanwhile, and that were thrown away
 * @param diagnostics what the source says of itself, passwords taken out
 * @param took from open to the result
 */
public record SourceTest(
    boolean works,
    SourceState state,
    String reason,
    long signals,
    Map<String, String> diagnostics,
    Duration took) {
  public SourceTest {
    diagnostics = Map.copyOf(diagnostics);
  }
}
