package org.watchfloor.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a test needs beyond JDK and Maven: without it the test is skipped, and the build says why.
 */
final class Need {
  private Need() {}

  static void that(boolean there, String reason) {
    if (!there) {
      System.out.println("skipped: " + reason);
    }
    assumeTrue(there, reason);
  }

  /**
   * For what takes minutes and is not for the first command: {@code .ci/run} runs it.
   *
   * @param how long, in words
   */
  static void time(String how) {
    that(
        Boolean.getBoolean("watchfloor.more"), how + "; mvn verify -Dwatchfloor.more=true runs it");
  }
}
