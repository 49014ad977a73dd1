package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/** A plugin from the archetype, as its author has it after one command. */
class ArchetypeTest {
  private static final String SOURCE = "tide-clock~harbour";
  private static final String SECRET = "a-secret-of-this-test";

  @TempDir Path home;

  @Test
  void itIsBuiltInstalledUsedAndRemoved() throws Exception {
    Need.time("a plugin made, built and used takes half a minute");
    Sdk sdk = Sdk.stage("archetype");
    Path into = sdk.folder("authors");
    sdk.newPlugin(
        Sdk.tree(), "tide-clock", "Tide clock", "--kind", "tide.level", "--into", into.toString());
    Path project = into.resolve("plugin-tide-clock");
    assertThat(project.resolve("README.md")).content().startsWith("# Tide clock\n");
    String said = sdk.maven(project, "verify");
    everyRuleOfTheKitRan(said);
    assertThat(linesOfJava(said)).isBetween(50, 200);
    assertThat(said).contains("DOC-03 README.md line 3");

    try (Center center = Center.start("start", home)) {
      inACenter(center, Sdk.jar(project));
    }
  }

  private static void inACenter(Center center, Path jar) throws Exception {
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + jar))
        .contains("tide-clock 0.1.0", "is installed");
    center.configure("org.watchfloor.source." + SOURCE + ".cfg", Map.of(".secret", SECRET));
    center.awaitSource(SOURCE, "online");
    assertThat(Shell.admin(center, "rtcc:plugin-list")).contains("tide-clock", "none");
    String body =
        "{\"id\":\"1\",\"time\":\"%s\",\"sensor\":\"north\",\"value\":12.5,\"latitude\":36.1,\"longitude\":-80.2}"
            .formatted(Instant.now());
    HttpResponse<String> answer =
        center.hook(SOURCE + "/" + SECRET, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Center.await("an alert of the new kind", () -> alertOf(center, "tide.level"));
    assertThat(kinds(center)).contains("tide.level");

    assertThat(Shell.admin(center, "rtcc:plugin-remove --yes tide-clock")).contains("is removed");
    center.awaitSource(SOURCE, "waiting-plugin");
    assertThat(alertOf(center, "tide.level")).as("what was taken stays").isTrue();
  }

  @Test
  void inTheTreeItIsNamedWhereverItMustBe() throws Exception {
    Need.time("a plugin made in a copy of the tree takes some seconds");
    Sdk sdk = Sdk.stage("in-tree");
    Path tree = sdk.copyOfTheTree();
    sdk.newPlugin(tree, "tide-clock", "Tide clock", "--owner", "@example/harbour");
    Path project = tree.resolve("bundles/plugin-tide-clock");
    assertThat(tree.resolve("bundles/pom.xml"))
        .content()
        .contains("<module>plugin-tide-clock</module>");
    assertThat(tree.resolve("features/src/main/feature/feature.xml"))
        .content()
        .contains(
            "<feature name=\"watchfloor-plugin-tide-clock\" version=\"${project.version}\"",
            "mvn:org.watchfloor/plugin-tide-clock/${project.version}");
    assertThat(tree.resolve("features/pom.xml")).content().contains("plugin-tide-clock");
    assertThat(tree.resolve("karaf-assembly/pom.xml"))
        .content()
        .contains("<feature>watchfloor-plugin-tide-clock</feature>");
    assertThat(tree.resolve("CHANGELOG.md")).content().contains("- Plugin: Tide clock.");
    assertThat(tree.resolve("CODEOWNERS"))
        .content()
        .containsPattern("(?m)^/bundles/plugin-tide-clock/ +@example/harbour$");
    assertThat(Files.readAllLines(project.resolve("pom.xml")).size()).isLessThan(45);
    everyRuleOfTheKitRan(sdk.maven(project, "verify"));
  }

  private static void everyRuleOfTheKitRan(String said) {
    Matcher tests = Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0").matcher(said);
    assertThat(tests.find()).as(said).isTrue();
    assertThat(Integer.parseInt(tests.group(1))).as(said).isGreaterThanOrEqualTo(20);
  }

  private static int linesOfJava(String said) {
    Matcher lines = Pattern.compile("quality none, (\\d+) lines of Java").matcher(said);
    assertThat(lines.find()).as(said).isTrue();
    return Integer.parseInt(lines.group(1));
  }

  private static boolean alertOf(Center center, String kind) {
    try {
      for (JsonNode alert : center.get("/api/v1/alerts?limit=1000").get("items")) {
        if (alert.get("kind").asText().equals(kind)) {
          return true;
        }
      }
      return false;
    } catch (Exception e) {
      return false;
    }
  }

  private static String kinds(Center center) throws Exception {
    return center.get("/api/v1/kinds").toString();
  }
}
