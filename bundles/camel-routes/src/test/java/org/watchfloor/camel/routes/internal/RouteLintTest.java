package org.watchfloor.camel.routes.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteLintTest {
  private static final String GOOD =
      """
      - route:
          id: gate
          from:
            uri: alertbus:subscribe?name=gate
            steps:
              - setHeader:
                  name: kind
                  simple: "${header.kind} at ${date:now:HH:mm}"
              - filter:
                  simple: "${header.kind} == 'gunshot.detected'"
                  steps:
                    - to: log:gate
      """;

  private final RouteLint lint = new RouteLint(Set.of("alertbus", "log", "timer"));

  @Test
  void whatReadsAndSendsIsAllowed() {
    assertThatCode(() -> lint.check(GOOD)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- to: log:gate|- to: exec:rm|scheme \"exec\"",
        "- to: log:gate|- toD: log:${header.x}|\"toD\" is not allowed",
        "- to: log:gate|- to-d: log:x|\"toD\" is not allowed",
        "- to: log:gate|- bean: {ref: x}|\"bean\" is not allowed",
        "- to: log:gate|- script: {groovy: x}|\"script\" is not allowed",
        "${header.kind} at|${body.class.name} at|${body.class.name} is not allowed",
        "${header.kind} at|${bean:x} at|${bean:x} is not allowed",
        "${header.kind} at|$simple{bean:x} at|${bean:x} is not allowed",
        "- route:|- beans:|\"beans\" is none of",
        "uri: alertbus|uri: \"{{where}}\" #|an address begins with its scheme",
      })
  void whatCouldRunCodeIsRefusedWithItsPlace(String from, String to, String reason) {
    assertThatThrownBy(() -> lint.check(GOOD.replace(from, to)))
        .isInstanceOf(RouteFault.class)
        .hasMessageContaining(reason)
        .hasMessageStartingWith("line ");
  }

  @Test
  void brokenYamlNamesLineAndColumn() {
    assertThatThrownBy(() -> lint.check("- route:\n    id: [1, 2\n    from: x\n"))
        .isInstanceOf(RouteFault.class)
        .hasMessageStartingWith("line 3, column ");
    assertThatThrownBy(() -> lint.check("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> lint.check("route: 1")).hasMessageContaining("is a list");
  }

  @Test
  void nothingButAFaultComesOfAnyBytes() {
    Random random = new Random(11);
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      String yaml = new String(bytes, StandardCharsets.UTF_8);
      try {
        lint.check(yaml);
      } catch (RouteFault expected) {
        // says why; any other exception fails the test
      }
    }
    assertThatThrownBy(() -> lint.check("- route: " + "[".repeat(100_000)))
        .isInstanceOf(RouteFault.class);
  }
}
