package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Plugins, plans, configurations, dead letters and routes, as an administrator works with them. */
class PluginsTest {
  private static final String CONFIGURATION = "/api/v1/sources/river~north/configuration";
  private static final String CARRY_OUT = "/api/v1/plugin-plans/p1/carry-out";

  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  @Test
  void pluginsAreListedWhetherTheyRunOrNot() throws Exception {
    JsonNode items = center.json("/api/v1/plugins").get("items");
    assertThat(items.at("/0/id").asText()).isEqualTo("camera-mjpeg");
    assertThat(items.at("/0/running").asBoolean()).isTrue();
    assertThat(items.at("/0/quality").asText()).isEqualTo("bronze");
    assertThat(items.at("/0/signature").asText()).isEqualTo("trusted");
    assertThat(items.at("/0/previous/0").asText()).isEqualTo("0.0.9");
    assertThat(items.at("/1/id").asText()).isEqualTo("lake");
    assertThat(items.at("/1/running").asBoolean()).isFalse();
    assertThat(items.at("/1/gradeMeaning").asText()).contains("open standard");
    center.parts.plugins = null;
    assertThat(center.json("/api/v1/plugins").get("items")).hasSize(1);
  }

  @Test
  void aPluginIsShownWhole() throws Exception {
    JsonNode plugin = center.json("/api/v1/plugins/camera-mjpeg");
    assertThat(plugin.at("/package/permissions/0/value").asText()).isEqualTo("config:broker");
    assertThat(plugin.at("/usage/refused").asLong()).isEqualTo(312);
    assertThat(plugin.at("/events/0/lost").asText()).isEqualTo("312 refused");
    assertThat(plugin.at("/form/fields/0/options/0/label").asText()).isEqualTo("This machine");
    assertThat(plugin.at("/sourceStates/0/state").asText()).isEqualTo("waiting-auth");
    assertThat(center.json("/api/v1/plugins/lake").has("usage")).isFalse();
    assertThat(center.get("/api/v1/plugins/none").statusCode()).isEqualTo(404);
    assertThat(center.audit.actions()).contains("plugin.view camera-mjpeg");
    JsonNode form = center.json("/api/v1/plugins/river/form");
    assertThat(form.at("/fields/0/required").asBoolean()).isTrue();
    assertThat(center.get("/api/v1/plugins/none/form").statusCode()).isEqualTo(404);
  }

  @Test
  void anAddressIsPlannedAndCarriedOut() throws Exception {
    HttpResponse<String> planned =
        center.post("/api/v1/plugin-plans", "{\"address\":\"/tmp/river.kar\"}");
    assertThat(planned.statusCode()).isEqualTo(201);
    JsonNode plan = TestCenter.json(planned);
    assertThat(plan.get("operation").asText()).isEqualTo("install");
    assertThat(plan.at("/package/publisher").asText()).isEqualTo("Example Ltd");
    assertThat(plan.at("/sources/0").asText()).isEqualTo("river~north");
    assertThat(center.json("/api/v1/plugin-plans").at("/items/0/id").asText()).isEqualTo("p1");
    HttpResponse<String> done = center.post(CARRY_OUT, "{\"consent\":false}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(TestCenter.json(done).get("id").asText()).isEqualTo("river");
    assertThat(center.plugins.done).containsExactly("p1 false by token:all");
    assertThat(center.audit.actions())
        .containsExactly("plugin.plan /tmp/river.kar", "plugin.install river");
    assertThat(center.send("DELETE", "/api/v1/plugin-plans/p1", "").statusCode()).isEqualTo(204);
    assertThat(center.send("DELETE", "/api/v1/plugin-plans/p2", "").statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeTakenIs422WithTheReason() throws Exception {
    HttpResponse<String> address = center.post("/api/v1/plugin-plans", "{\"address\":\"x:y\"}");
    assertThat(address.statusCode()).isEqualTo(422);
    assertThat(address.body()).contains("Unprocessable", "neither mvn:");
    center.plugins.refusal = Optional.of("core-bus would be refreshed");
    HttpResponse<String> refused = center.post(CARRY_OUT, "{}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("core-bus would be refreshed");
    assertThat(center.plugins.done).isEmpty();
    assertThat(center.post("/api/v1/plugin-plans/p2/carry-out", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void anUnsignedPackageNeedsAnExplicitYes() throws Exception {
    center.plugins.signature = PluginPackage.Signature.UNSIGNED;
    HttpResponse<String> silent = center.post(CARRY_OUT, "{}");
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(TestCenter.json(silent).at("/errors/0/field").asText()).isEqualTo("consent");
    assertThat(center.post(CARRY_OUT, "{\"consent\":\"yes\"}").statusCode()).isEqualTo(400);
    assertThat(center.post(CARRY_OUT, "{\"consent\":true}").statusCode()).isEqualTo(200);
    AuditRecord last = center.audit.entries.get(center.audit.entries.size() - 1).record();
    assertThat(last.facts())
        .containsEntry("consent", "true")
        .containsEntry("signature", "unsigned");
  }

  @Test
  void whatFailedIsOnRecordAndWhatChangedMeanwhileIs409() throws Exception {
    center.plugins.breaks = "org.example.river does not start: no such class";
    HttpResponse<String> broken = center.post(CARRY_OUT, "{}");
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(broken.body()).contains("no such class");
    assertThat(center.audit.entries.get(1).record().outcome())
        .isEqualTo(AuditRecord.Outcome.FAILED);
    center.plugins.from = "0.5.0";
    assertThat(center.post(CARRY_OUT, "{}").statusCode()).isEqualTo(409);
  }

  @Test
  void rollbackAndRemoveArePlanned() throws Exception {
    HttpResponse<String> back = center.post("/api/v1/plugins/lake/rollback-plan", "");
    assertThat(back.statusCode()).isEqualTo(201);
    assertThat(TestCenter.json(back).get("operation").asText()).isEqualTo("rollback");
    HttpResponse<String> remove = center.post("/api/v1/plugins/lake/remove-plan", "");
    assertThat(TestCenter.json(remove).has("package")).isFalse();
    assertThat(center.post("/api/v1/plugins/none/remove-plan", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aConfigurationIsWrittenShownAndRemoved() throws Exception {
    assertThat(center.get(CONFIGURATION).statusCode()).isEqualTo(404);
    HttpResponse<String> made =
        center.send("PUT", CONFIGURATION, "{\"broker\":\"b\",\"password\":\"hunter2hunter2\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(made.body()).doesNotContain("hunter2");
    JsonNode shown = center.json(CONFIGURATION);
    assertThat(shown.at("/values/password").asText()).isEqualTo(SourceConfigurations.KEPT);
    center.send(
        "PUT",
        CONFIGURATION,
        "{\"broker\":\"c\",\"password\":\"" + SourceConfigurations.KEPT + "\"}");
    assertThat(center.files.kept.get("river~north"))
        .isEqualTo(Map.of("broker", "c", "password", "hunter2hunter2"));
    assertThat(center.send("DELETE", CONFIGURATION, "").statusCode()).isEqualTo(204);
    assertThat(center.send("DELETE", CONFIGURATION, "").statusCode()).isEqualTo(404);
    assertThat(center.audit.actions())
        .contains(
            "source-configuration.write river~north",
            "source-configuration.view river~north",
            "source-configuration.remove river~north");
    assertThat(center.audit.entries.toString())
        .contains("broker password")
        .doesNotContain("hunter2");
  }

  @Test
  void wrongValuesAreNamedByKeyAndNothingIsWritten() throws Exception {
    HttpResponse<String> wrong = center.send("PUT", CONFIGURATION, "{\"period\":\"0\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    JsonNode errors = TestCenter.json(wrong).get("errors");
    assertThat(errors.at("/0/field").asText()).isEqualTo("broker");
    assertThat(errors.at("/1/field").asText()).isEqualTo("period");
    assertThat(errors.at("/1/reason").asText()).isEqualTo("is not from 1 to 60");
    assertThat(center.files.kept).isEmpty();
    HttpResponse<String> number = center.send("PUT", CONFIGURATION, "{\"period\":5}");
    assertThat(number.statusCode()).isEqualTo(400);
    assertThat(TestCenter.json(number).at("/errors/0/field").asText()).isEqualTo("period");
    for (String id : List.of("..%2F..%2Fx", "river", "river~a%2F..%2Fb", "River~x", "river~")) {
      String path = "/api/v1/sources/" + id + "/configuration";
      assertThat(center.send("PUT", path, "{}").statusCode()).as(id).isEqualTo(400);
    }
  }

  @Test
  void aConfigurationIsTriedWithoutBeingKept() throws Exception {
    String test = "/api/v1/sources/river~north/test";
    center.files.kept.put("river~north", Map.of("broker", "b", "password", "hunter2hunter2"));
    String values = "{\"values\":{\"broker\":\"c\",\"password\":\"" + SourceConfigurations.KEPT;
    HttpResponse<String> answer = center.post(test, values + "\"}}");
    assertThat(TestCenter.json(answer).get("works").asBoolean()).isTrue();
    assertThat(TestCenter.json(answer).at("/diagnostics/broker").asText()).isEqualTo("mosquitto 2");
    assertThat(center.forms.tested).isEqualTo(Map.of("broker", "c", "password", "hunter2hunter2"));
    assertThat(center.files.kept.get("river~north")).containsEntry("broker", "b");
    assertThat(center.post(test, "{}").statusCode()).isEqualTo(200);
    assertThat(center.forms.tested).containsEntry("broker", "b");
    HttpResponse<String> wrong = center.post(test, "{\"values\":{\"period\":\"0\"}}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(TestCenter.json(wrong).at("/errors/0/field").asText()).isEqualTo("period");
    assertThat(center.post("/api/v1/sources/river~new/test", "{}").statusCode()).isEqualTo(400);
    assertThat(center.post("/api/v1/sources/lake~x/test", "{}").statusCode()).isEqualTo(409);
    center.forms.result = CompletableFuture.failedFuture(new IllegalStateException("secret"));
    HttpResponse<String> broken = center.post(test, "{}");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).doesNotContain("secret");
  }

  @Test
  void onlyAQuarantinedSourceIsReleased() throws Exception {
    HttpResponse<String> healthy = center.post("/api/v1/sources/camera-mjpeg~c1/release", "");
    assertThat(healthy.statusCode()).isEqualTo(409);
    assertThat(healthy.body()).contains("waiting-auth");
    assertThat(center.sources.restarted).isEmpty();
    center.sources.quarantined = true;
    assertThat(center.post("/api/v1/sources/camera-mjpeg~c1/release", "").statusCode())
        .isEqualTo(202);
    assertThat(center.sources.restarted).containsExactly("camera-mjpeg~c1");
    assertThat(center.audit.actions()).containsExactly("source.release camera-mjpeg~c1");
    assertThat(center.post("/api/v1/sources/none/release", "").statusCode()).isEqualTo(404);
  }

  @Test
  void deadLettersAreReadPageByPage() throws Exception {
    JsonNode page = center.json("/api/v1/dead-letters?limit=2&source=river~north");
    assertThat(page.at("/items/0/number").asLong()).isEqualTo(3);
    assertThat(page.at("/items/0").has("body")).isFalse();
    assertThat(page.get("next").asText()).isEqualTo("2");
    JsonNode rest = center.json("/api/v1/dead-letters?limit=2&cursor=2");
    assertThat(rest.get("items")).hasSize(1);
    assertThat(rest.has("next")).isFalse();
    assertThat(center.json("/api/v1/dead-letters?before=3").get("items")).hasSize(2);
    JsonNode one = center.json("/api/v1/dead-letters/2");
    assertThat(new String(Base64.getDecoder().decode(one.get("body").asText())))
        .isEqualTo("{\"level\":\"high 2\"}");
    assertThat(one.at("/headers/X-Vendor").asText()).isEqualTo("7");
    assertThat(center.audit.actions()).containsExactly("dead-letter.view 2");
  }

  @Test
  void deadLettersAreReplayedAndRemoved() throws Exception {
    HttpResponse<String> replay = center.post("/api/v1/dead-letters/2/replay", "");
    assertThat(replay.statusCode()).isEqualTo(200);
    JsonNode outcome = TestCenter.json(replay);
    assertThat(outcome.get("taken").asBoolean()).isTrue();
    assertThat(outcome.get("by").asText()).isEqualTo("token:all");
    assertThat(center.send("DELETE", "/api/v1/dead-letters/2", "").statusCode()).isEqualTo(204);
    assertThat(center.send("DELETE", "/api/v1/dead-letters/2", "").statusCode()).isEqualTo(404);
    for (String number : List.of("2", "0", "-1", "x", "99999999999999999999")) {
      String path = "/api/v1/dead-letters/" + number;
      assertThat(center.get(path).statusCode()).as(number).isEqualTo(404);
      assertThat(center.post(path + "/replay", "").statusCode()).as(number).isEqualTo(404);
    }
  }

  @Test
  void routesOfAllContributorsAreOneList() throws Exception {
    JsonNode items = center.json("/api/v1/routes").get("items");
    assertThat(items.at("/0/id").asText()).isEqualTo("r1");
    assertThat(items.at("/0/reason").asText()).isEqualTo("line 3, column 7");
    assertThat(items.at("/1/state").asText()).isEqualTo("started");
    center.parts.routes = List.of();
    assertThat(center.json("/api/v1/routes").get("items")).isEmpty();
  }
}
