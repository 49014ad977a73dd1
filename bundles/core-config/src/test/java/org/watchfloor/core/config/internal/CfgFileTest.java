package org.watchfloor.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CfgFileTest {
  private static final String WRITTEN =
      """
      # The camera of the lobby.
      # By Vera.

      # where it is
      address=10.0.0.7
      ! its port
        port : 80

      tags = a, \\
             b
      password = $[file:${karaf.etc}/keys/lobby]
      # the end
      """;

  private static String set(String text, Map<String, String> values) throws Exception {
    CfgFile file = CfgFile.parse(text);
    file.set(values, key -> !key.startsWith("service."));
    return file.text();
  }

  private static Map<String, String> values(String text) throws Exception {
    return new LinkedHashMap<>(CfgFile.parse(text).values());
  }

  @Test
  void whatIsNotChangedStaysToTheLetter() throws Exception {
    assertThat(values(WRITTEN))
        .containsExactly(
            Map.entry("address", "10.0.0.7"),
            Map.entry("port", "80"),
            Map.entry("tags", "a, b"),
            Map.entry("password", "$[file:${karaf.etc}/keys/lobby]"));
    assertThat(set(WRITTEN, values(WRITTEN))).isEqualTo(WRITTEN);
    String windows = WRITTEN.replace("\n", "\r\n");
    assertThat(set(windows, values(windows))).isEqualTo(windows);
  }

  @Test
  void oneChangeChangesOneLine() throws Exception {
    Map<String, String> values = values(WRITTEN);
    values.put("port", "81");
    assertThat(set(WRITTEN, values)).isEqualTo(WRITTEN.replace("  port : 80", "port = 81"));
  }

  @Test
  void newKeysComeLastAndCommentsOfOldOnesStay() throws Exception {
    Map<String, String> values = values(WRITTEN);
    values.remove("port");
    values.remove("tags");
    values.put("mode", "fast");
    assertThat(set(WRITTEN, values))
        .isEqualTo(
            """
            # The camera of the lobby.
            # By Vera.

            # where it is
            address=10.0.0.7
            ! its port

            password = $[file:${karaf.etc}/keys/lobby]
            # the end
            mode = fast
            """);
  }

  @Test
  void everythingCanBeTakenOut() throws Exception {
    assertThat(set("# a\nb = 1\n# c\n", Map.of())).isEqualTo("# a\n# c\n");
    assertThat(set("", Map.of("a", "1"))).isEqualTo("a = 1\n");
  }

  @Test
  void ofAKeyThatIsThereTwiceTheLastCounts() throws Exception {
    String twice = "# first\nport = 1\nx = 2\nport = 3\n";
    assertThat(values(twice)).containsEntry("port", "3");
    assertThat(set(twice, values(twice))).isEqualTo("# first\nx = 2\nport = 3\n");
  }

  @Test
  void keysOfOthersAreLeftAlone() throws Exception {
    assertThat(set("service.ranking = 7\nport = 1\n", Map.of("port", "2")))
        .isEqualTo("service.ranking = 7\nport = 2\n");
  }

  @Test
  void aFileOfTypedValuesBecomesAnUsualOne() throws Exception {
    String typed = "# c\nport = I\"80\"\ntags = [ \"a\", \\\n  \"b\" ]\nname = \"x\"\n";
    assertThat(values(typed))
        .containsExactly(
            Map.entry("port", "80"), Map.entry("tags", "a, b"), Map.entry("name", "x"));
    assertThat(set(typed, values(typed))).isEqualTo("# c\nport = 80\ntags = a, b\nname = x\n");
  }

  @Test
  void whatNobodyCanReadIsShownAsItStands() throws Exception {
    assertThat(values("a = \\uZZZZ\nb = 1\n")).containsEntry("a", "\\uZZZZ");
  }
}
