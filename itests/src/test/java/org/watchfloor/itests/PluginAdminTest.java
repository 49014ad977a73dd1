package org.watchfloor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.Shell;

/**
 * What an administrator does with a plugin, from the package to its end: first over REST, as the
 * screens do, then in the shell. The package is one that nobody has signed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PluginAdminTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLUGIN = "gunshot-webhook";
  private static final String SOURCE = PLUGIN + "~east";
  private static final String SECRET = "a-secret-of-this-test";
  private static final String PLANS = "/api/v1/plugin-plans";
  private static final String CONFIGURATION = "/api/v1/sources/" + SOURCE + "/configuration";
  private static final String WHOLE =
      "{\"id\":\"s-4711\",\"time\":\"2026-11-24T09:05:03.250-05:00\",\"latitude\":36.0999,"
          + "\"longitude\":-80.2442,\"rounds\":3,\"confidence\":0.9}";

  @TempDir static Path home;
  @TempDir static Path packages;
  private static Center center;

  @BeforeAll
  static void start() throws Exception {
    Files.write(packages.resolve("gunshot-1.jar"), version("1.0.0"));
    Files.write(packages.resolve("gunshot-2.jar"), version("1.1.0"));
    center = Center.start("start", home);
  }

  @AfterAll
  static void stop() throws Exception {
    center.close();
  }

  @Test
  @Order(1)
  void aPackageThatCannotBeTakenIsRefusedWithTheReason() throws Exception {
    byte[] broken = version("1.0.0");
    broken[broken.length / 2] ^= 0x55;
    HttpResponse<String> corrupt = upload("gunshot.jar", broken);
    assertThat(corrupt.statusCode()).as(corrupt.body()).isEqualTo(422);
    assertThat(json(corrupt).get("detail").asText()).isNotBlank();
    HttpResponse<String> none =
        upload("gunshot.jar", "no archive".getBytes(StandardCharsets.UTF_8));
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes " + home.resolve("none.kar")))
        .contains("none.kar");
    assertThat(plugin().isMissingNode()).isTrue();
  }

  @Test
  @Order(1)
  void whoIsAskedAndDoesNotSayYesInstallsNothing() throws Exception {
    assertThat(
            typed("rtcc:plugin-install " + packages.resolve("gunshot-1.jar"), "Type yes", "sure"))
        .contains("install of " + PLUGIN + " to 1.0.0", "Nothing was done.");
    assertThat(plugin().isMissingNode()).isTrue();
    assertThat(items(PLANS)).isEmpty();
  }

  @Test
  @Order(2)
  void anUploadIsPlannedAndAnUnsignedOneNeedsAYes() throws Exception {
    HttpResponse<String> planned = upload("gunshot.jar", version("1.0.0"));
    assertThat(planned.statusCode()).as(planned.body()).isEqualTo(201);
    JsonNode plan = json(planned);
    assertThat(plan.get("operation").asText()).isEqualTo("install");
    assertThat(plan.get("pluginId").asText()).isEqualTo(PLUGIN);
    assertThat(plan.at("/package/signature").asText()).isEqualTo("unsigned");
    assertThat(plan.get("refreshed")).isEmpty();
    assertThat(plan.get("steps")).isNotEmpty();
    assertThat(plugin().isMissingNode()).as("a plan does nothing").isTrue();

    HttpResponse<String> silent = carryOut(plan, "{\"consent\":false}");
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(json(silent).at("/errors/0/field").asText()).isEqualTo("consent");
    HttpResponse<String> done = carryOut(plan, "{\"consent\":true}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    Center.await("the plugin runs", () -> plugin().path("running").asBoolean());
    assertThat(plugin().get("version").asText()).isEqualTo("1.0.0");
    assertThat(carryOut(plan, "{\"consent\":true}").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(3)
  void aSourceIsTriedThenMadeAndWrongValuesAreNamed() throws Exception {
    JsonNode form = center.get("/api/v1/plugins/" + PLUGIN + "/form");
    assertThat(form.at("/fields").findValuesAsText("key")).contains(".secret", "auth", "header");
    HttpResponse<String> wrong =
        send("PUT", CONFIGURATION, "{\".secret\":\"" + SECRET + "\",\"auth\":\"nonsense\"}");
    assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(422);
    assertThat(json(wrong).at("/errors/0/field").asText()).isEqualTo("auth");
    HttpResponse<String> missing = send("PUT", CONFIGURATION, "{}");
    assertThat(json(missing).at("/errors/0/field").asText()).isEqualTo(".secret");
    assertThat(center.sourceState(SOURCE)).isEqualTo("absent");

    String good = "{\".secret\":\"" + SECRET + "\",\"auth\":\"path\"}";
    HttpResponse<String> tried =
        send("POST", "/api/v1/sources/" + SOURCE + "/test", "{\"values\":" + good + "}");
    assertThat(json(tried).path("works").asBoolean()).as(tried.body()).isTrue();
    assertThat(center.sourceState(SOURCE)).as("a test keeps nothing").isEqualTo("absent");

    HttpResponse<String> made = send("PUT", CONFIGURATION, good);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    center.awaitSource(SOURCE, "online");
    assertThat(center.get(CONFIGURATION).toString()).contains("auth").doesNotContain(SECRET);
    Path file = home.resolve("etc/org.watchfloor.source." + SOURCE + ".cfg");
    assertThat(file).content().contains("auth = path").contains(SECRET);
    assertThat(hook(WHOLE)).isEqualTo(200);
  }

  @Test
  @Order(4)
  void aMessageThatBreaksItsFormatIsKeptReplayedAndRemoved() throws Exception {
    String malformed = WHOLE.replace("36.0999", "\"north\"");
    assertThat(hook(malformed)).isEqualTo(400);
    Center.await("it is kept", () -> letters().size() == 1);
    JsonNode letter = letters().get(0);
    assertThat(letter.get("field").asText()).isEqualTo("latitude");
    String path = "/api/v1/dead-letters/" + letter.get("number").asText();
    assertThat(new String(center.get(path).get("body").binaryValue(), StandardCharsets.UTF_8))
        .isEqualTo(malformed);
    HttpResponse<String> replayed = send("POST", path + "/replay", "");
    assertThat(json(replayed).path("taken").asBoolean(true)).as(replayed.body()).isFalse();
    assertThat(letters().at("/0/replay/outcome").asText()).contains("latitude");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(letters()).isEmpty();
  }

  @Test
  @Order(5)
  void whatIsKnownOfAPluginIsInOnePlace() throws Exception {
    JsonNode plugin = center.get("/api/v1/plugins/" + PLUGIN);
    assertThat(plugin.at("/package/sha256").asText()).hasSize(64);
    assertThat(plugin.at("/installedBy").asText()).isNotBlank();
    assertThat(plugin.at("/usage/threadsMax").asInt()).isPositive();
    assertThat(plugin.has("events")).isTrue();
    assertThat(plugin.at("/sourceStates/0/id").asText()).isEqualTo(SOURCE);
    assertThat(Shell.admin(center, "rtcc:plugin-info " + PLUGIN))
        .contains("1.0.0, running", "gunshot.jar", ".secret", SOURCE, "Threads");
  }

  @Test
  @Order(6)
  void anUpdateAndItsRollbackInTheShell() throws Exception {
    Path next = packages.resolve("gunshot-2.jar");
    assertThat(Shell.admin(center, "rtcc:plugin-install --yes --accept-unsigned " + next))
        .contains("rtcc:plugin-update");
    assertThat(Shell.admin(center, "rtcc:plugin-update --plan " + next))
        .contains("update of " + PLUGIN + " from 1.0.0 to 1.1.0", "Signature", "none", SOURCE)
        .contains("rtcc:plugin-approve");
    assertThat(Shell.admin(center, "rtcc:plugin-waiting")).contains("1.1.0");
    assertThat(Shell.admin(center, "rtcc:plugin-update --yes " + next))
        .contains("--accept-unsigned");
    assertThat(plugin().get("version").asText()).isEqualTo("1.0.0");
    assertThat(Shell.admin(center, "rtcc:plugin-update --yes --accept-unsigned " + next))
        .contains("is now 1.1.0, before 1.0.0");
    center.awaitSource(SOURCE, "online");
    assertThat(hook(WHOLE)).as("the same shot once more").isEqualTo(200);
    assertThat(Shell.admin(center, "rtcc:plugin-rollback --yes --accept-unsigned " + PLUGIN))
        .contains("is back at 1.0.0");
    center.awaitSource(SOURCE, "online");
    assertThat(plugin().get("version").asText()).isEqualTo("1.0.0");
  }

  @Test
  @Order(7)
  void aPlanThatWaitsIsApprovedOrRejectedInTheShell() throws Exception {
    JsonNode plan = json(upload("next.jar", version("1.2.0")));
    String id = plan.get("id").asText();
    assertThat(Shell.admin(center, "rtcc:plugin-reject " + id)).contains("Thrown away");
    assertThat(Shell.admin(center, "rtcc:plugin-approve --yes " + id)).contains("no plan");
    JsonNode again = json(upload("next.jar", version("1.2.0")));
    assertThat(
            Shell.admin(
                center,
                "rtcc:plugin-approve --yes --accept-unsigned --json " + again.get("id").asText()))
        .contains("\"operation\":\"update\"", "\"running\":true");
    assertThat(plugin().get("version").asText()).isEqualTo("1.2.0");
  }

  @Test
  @Order(8)
  void aSourceIsTriedAndItsLettersAreReadInTheShell() throws Exception {
    center.awaitSource(SOURCE, "online");
    assertThat(Shell.admin(center, "rtcc:source-info " + SOURCE))
        .contains("online", "auth = path")
        .doesNotContain(SECRET);
    assertThat(Shell.admin(center, "rtcc:source-test " + SOURCE)).contains(SOURCE + " works.");
    assertThat(Shell.admin(center, "rtcc:source-test " + SOURCE + " 'auth=nonsense'"))
        .contains("auth: ", "cannot be taken");
    assertThat(Shell.admin(center, "rtcc:source-release " + SOURCE)).contains("not quarantined");

    assertThat(hook("no JSON")).isEqualTo(400);
    Center.await("it is kept", () -> letters().size() == 1);
    String number = letters().at("/0/number").asText();
    assertThat(Shell.admin(center, "rtcc:deadletter-list")).contains(number, SOURCE);
    assertThat(Shell.admin(center, "rtcc:deadletter-show " + number)).contains("no JSON");
    assertThat(Shell.admin(center, "rtcc:deadletter-replay " + number)).contains("0 of 1 taken.");
    assertThat(Shell.admin(center, "rtcc:deadletter-remove " + number)).contains("is removed");
    assertThat(letters()).isEmpty();
    assertThat(Shell.admin(center, "rtcc:route-list")).contains("Route", "From", "Reason");
  }

  @Test
  @Order(9)
  void whoIsNoAdministratorSeesTheListsAndNoMore() throws Exception {
    send(
        "POST",
        "/api/v1/users",
        "{\"name\":\"vera\",\"password\":\"long-enough-for-it\",\"roles\":[\"viewer\"]}");
    assertThat(Shell.run(center, "vera", "long-enough-for-it", "rtcc:plugin-list"))
        .contains(PLUGIN);
    for (String command :
        List.of(
            "plugin-install x", "plugin-remove " + PLUGIN, "deadletter-show 1", "source-info x")) {
      assertThat(Shell.run(center, "vera", "long-enough-for-it", "rtcc:" + command))
          .as(command)
          .contains("not found");
    }
  }

  @Test
  @Order(10)
  void aPluginIsRemovedAndItsConfigurationStays() throws Exception {
    HttpResponse<String> planned = send("POST", "/api/v1/plugins/" + PLUGIN + "/remove-plan", "");
    assertThat(json(planned).at("/sources/0").asText()).as(planned.body()).isEqualTo(SOURCE);
    assertThat(carryOut(json(planned), "{}").statusCode()).isEqualTo(200);
    center.awaitSource(SOURCE, "waiting-plugin");
    assertThat(plugin().isMissingNode()).isTrue();
    Path jar = packages.resolve("gunshot-1.jar");
    assertThat(typed("rtcc:plugin-install " + jar, "Type yes", "yes"))
        .contains(PLUGIN + " 1.0.0 is installed.");
    center.awaitSource(SOURCE, "online");
    assertThat(Shell.admin(center, "rtcc:plugin-remove --yes " + PLUGIN)).contains("is removed");
    center.awaitSource(SOURCE, "waiting-plugin");
    assertThat(send("DELETE", CONFIGURATION, "").statusCode()).isEqualTo(204);
    Center.await("the source is gone", () -> center.sourceState(SOURCE).equals("absent"));
  }

  @Test
  @Order(11)
  void everyActIsOnRecord() throws Exception {
    List<String> acts = new ArrayList<>();
    String audit = "";
    for (JsonNode entry : center.get("/api/v1/audit?limit=1000").get("items")) {
      acts.add(entry.get("action").asText());
      audit += entry;
    }
    assertThat(acts)
        .contains(
            "plugin.plan",
            "plugin.install",
            "plugin.update",
            "plugin.rollback",
            "plugin.remove",
            "plugin.reject",
            "plugin.view",
            "source-configuration.write",
            "source-configuration.view",
            "source-configuration.remove",
            "source.test",
            "dead-letter.view",
            "dead-letter.replay",
            "dead-letter.remove");
    assertThat(audit).doesNotContain(SECRET);
  }

  /** What somebody sees who sits at the shell, gives a command and answers its question. */
  private static String typed(String command, String question, String answer) throws Exception {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier((session, address, key) -> true);
    client.start();
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (ClientSession session =
        client
            .connect(center.initialAdmin().get("user").asText(), "127.0.0.1", center.sshPort())
            .verify(Duration.ofSeconds(10))
            .getSession()) {
      session.addPasswordIdentity(center.initialAdmin().get("password").asText());
      session.auth().verify(Duration.ofSeconds(20));
      try (ChannelShell channel = session.createShellChannel()) {
        channel.setOut(screen);
        channel.setErr(screen);
        channel.open().verify(Duration.ofSeconds(10));
        type(channel, screen, ">", command);
        type(channel, screen, question, answer);
        type(channel, screen, answer + "\n", "logout");
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(30));
      }
    } finally {
      client.stop();
    }
    return plain(screen);
  }

  private static void type(
      ChannelShell channel, ByteArrayOutputStream screen, String shown, String line)
      throws Exception {
    Center.await("the shell shows " + shown, () -> plain(screen).contains(shown));
    OutputStream in = channel.getInvertedIn();
    in.write((line + "\r").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private static String plain(ByteArrayOutputStream screen) {
    return screen
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\u001B\\[[;?\\d]*[A-Za-z]", "")
        .replace("\r", "");
  }

  private static byte[] version(String version) throws Exception {
    Path target =
        Path.of(
            System.getProperty("watchfloor.root", ".."), "bundles/plugin-gunshot-webhook/target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(f -> f.getFileName().toString().matches("[a-z-]+-[0-9].*\\.jar"))
              .findFirst()
              .orElseThrow();
      return NextVersion.of(jar, version);
    }
  }

  private static HttpResponse<String> upload(String name, byte[] bytes) throws Exception {
    return center
        .http()
        .send(
            center
                .request(PLANS + "?name=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> carryOut(JsonNode plan, String body) throws Exception {
    return send("POST", PLANS + "/" + plan.get("id").asText() + "/carry-out", body);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    return center.send(method, path, "application/json", body);
  }

  private static int hook(String body) throws Exception {
    return center.hook(SOURCE + "/" + SECRET, body.getBytes(StandardCharsets.UTF_8)).statusCode();
  }

  private static JsonNode plugin() {
    for (JsonNode plugin : items("/api/v1/plugins")) {
      if (plugin.get("id").asText().equals(PLUGIN)) {
        return plugin;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static JsonNode letters() {
    return items("/api/v1/dead-letters?source=" + SOURCE);
  }

  private static JsonNode items(String path) {
    try {
      return center.get(path).get("items");
    } catch (Exception e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }
}
