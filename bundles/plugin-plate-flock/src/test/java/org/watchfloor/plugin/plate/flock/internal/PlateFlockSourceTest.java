package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.SessionContext;

/** The source against a server that speaks as the vendor's OpenAPI says. */
class PlateFlockSourceTest {
  private static final String SECRET = "a-secret-of-the-test";
  private static final String CALLBACK = "https://rtcc.example/hooks/plate-flock~city";
  private static final String HEADER = "plate,state,reason,reference,expires\n";

  @TempDir Path folder;
  private final FlockServer flock = new FlockServer(SECRET);
  private SessionContext context = new SessionContext("plate-flock~city");
  private PlateFlockSource source;

  PlateFlockSourceTest() throws Exception {}

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
    context.close();
    flock.close();
  }

  @Test
  void theSubscriptionIsMadeOnceAndBroughtUpToDate() throws Exception {
    start(Map.of());
    Map<String, Object> made = flock.subscriptions.values().iterator().next();
    assertThat(made)
        .containsEntry("callbackUrl", CALLBACK)
        .containsEntry("contentType", "application/json")
        .containsEntry("customHotlistAudienceFilter", "organization")
        .containsEntry("enabled", true)
        .containsEntry(
            "credentials",
            Map.of(
                "scheme",
                "apiKey",
                "apiKey",
                Map.of("key", SECRET, "headerName", "X-Watchfloor-Secret")));
    restart(Map.of("audience", "any"));
    assertThat(flock.subscriptions).hasSize(1);
    assertThat(flock.subscriptions.values().iterator().next())
        .containsEntry("id", made.get("id"))
        .containsEntry("customHotlistAudienceFilter", "any");
  }

  @Test
  void aSubscriptionThatIsGoneOrOffIsBroughtBack() throws Exception {
    start(Map.of());
    flock.subscriptions.clear();
    source.check();
    assertThat(flock.subscriptions).hasSize(1);
    flock.subscriptions.values().iterator().next().put("enabled", false);
    source.check();
    assertThat(flock.subscriptions.values().iterator().next()).containsEntry("enabled", true);
    flock.asked();
    source.check();
    assertThat(flock.asked()).hasSize(1).allMatch(what -> what.startsWith("GET "));
  }

  @Test
  void withoutSubscribeItIsDeletedAndNoWebhookIsOpened() throws Exception {
    start(Map.of());
    restart(Map.of("subscribe", false));
    assertThat(flock.subscriptions).isEmpty();
    assertThat(context.way()).isEmpty();
  }

  @Test
  void aTokenServesForManyCallsUntilItExpiresOrIsRefused() throws Exception {
    start(Map.of());
    source.check();
    assertThat(flock.tokens()).isOne();
    flock.forgetToken();
    source.check();
    assertThat(flock.tokens()).isEqualTo(2);
    context.leap(Duration.ofHours(23).plusMinutes(1));
    source.check();
    assertThat(flock.tokens()).isEqualTo(3);
  }

  @Test
  void whatFailsOnceItIsOnlineIsSaidAndTriedAgain() throws Exception {
    start(Map.of());
    flock.refusals.add(new int[] {500, 0});
    source.check();
    assertThat(last().reason()).contains("was answered 500: not now");
    source.check();
    assertThat(last()).isEqualTo(SourceStatus.online());
    assertThat(context.failures()).isEmpty();
  }

  @Test
  void whoAsksForPatienceIsLeftAlone() throws Exception {
    start(Map.of());
    flock.refusals.add(new int[] {429, 3_600});
    source.check();
    flock.asked();
    source.check();
    assertThat(flock.asked()).isEmpty();
    assertThat(last().reason()).contains("429");
  }

  @Test
  void aScopeThatIsMissingWaitsForAnAdministrator() {
    flock.refusals.add(new int[] {403, 0});
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(SourceException.Kind.AUTH);
              assertThat(e).hasMessageContaining("subscriptions was answered 403");
            });
  }

  @Test
  void thePictureIsFetchedWhileTheAlertWaits() throws Exception {
    start(Map.of());
    assertThat(posted(flock.picture("/one.jpg", Alerts.JPEG)).media().get(0).toByteArray())
        .isEqualTo(Alerts.JPEG);
    assertThat(posted(flock.picture("/none.jpg", new byte[] {'<', 'h'})).media()).isEmpty();
    assertThat(posted(flock.picture("/big.jpg", new byte[(4 << 20) + 1])).media()).isEmpty();
    assertThat(posted(flock.address() + "/nothing").media()).isEmpty();
    assertThat(posted("file:///etc/passwd").media()).isEmpty();
    assertThat(posted("http://pictures.example/a.jpg").media()).isEmpty();
    assertThat(posted("https://10.1.2.3/a.jpg").signals()).hasSize(2);
    assertThat(source.diagnostics())
        .containsEntry("picturesFetched", 1L)
        .containsEntry("picturesMissed", 6L);
  }

  @Test
  void aPictureThatDoesNotComeHoldsUpAnAlertForThreeSecondsAtMost() throws Exception {
    start(Map.of());
    String address = flock.picture("/slow.jpg", Alerts.JPEG);
    flock.behave(org.watchfloor.testkit.FakeDevice.Mode.SILENT);
    long began = System.nanoTime();
    assertThat(posted(address).signals()).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void withoutPicturesNoneIsFetched() throws Exception {
    start(Map.of("pictures", false));
    int before = flock.contacts();
    assertThat(posted(flock.picture("/one.jpg", Alerts.JPEG)).media()).isEmpty();
    assertThat(flock.contacts()).isEqualTo(before);
  }

  @Test
  void theHotListFollowsItsFile() throws Exception {
    Path file =
        write(
            "ABO1234,nc,Stolen vehicle,26-1,\nXYZ99,,Wanted,26-2,2099-01-01\nOLD1,,Old,26-3,2001-01-01\n");
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 2);
    assertThat(entries().get("id-AB01234"))
        .containsEntry("state", "north_carolina")
        .containsEntry("reason", "Stolen vehicle")
        .containsEntry("caseNumber", "26-1");
    assertThat(entries().get("id-XYZ99")).containsEntry("expiry", "2099-01-02T00:00:00Z");
    flock.asked();
    source.check();
    assertThat(flock.asked()).as("an unchanged file").noneMatch(what -> what.contains("hotlists"));

    write(
        "ABO1234,nc,Stolen vehicle,26-1,\nXYZ99,,Armed,26-2,2099-01-01\nA1,,New,26-4,\nB2,,New,26-5,\n");
    source.check();
    assertThat(entries()).containsOnlyKeys("id-AB01234", "id-XYZ99", "id-A1", "id-B2");
    assertThat(entries().get("id-XYZ99")).containsEntry("reason", "Armed");
    assertThat(source.diagnostics())
        .containsEntry("hotListEntries", 4)
        .containsEntry("hotListAdded", 3)
        .containsEntry("hotListRemoved", 1);
    write("ABO1234,nc,Stolen vehicle,26-1,\n");
    source.check();
    assertThat(entries()).containsOnlyKeys("id-AB01234");
  }

  @Test
  void aBrokenLineIsLeftOutAndSaidWithItsNumber() throws Exception {
    Path file =
        write(
            "ABC1234,nc,Stolen,26-1,\nDEF1,,,26-2,\nGHI1,xx,Stolen,26-3,\nABC1234,sc,Stolen,26-4,\n");
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 1 && last().state() == SourceStatus.State.DEGRADED);
    assertThat(last().reason())
        .isEqualTo(
            "hotlist.file: 3 lines left out, the first is line 3: reason: must have 1 to 500"
                + " characters; Flock asks for it");
    assertThat(source.diagnostics()).containsEntry("hotListLinesLeftOut", 3);
  }

  @Test
  void aFileThatWasCutOffChangesNothing() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 100; i < 130; i++) {
      many.append("ABC").append(i).append(",,Stolen,26-1,\n");
    }
    Path file = write(many.toString());
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 30);
    write("ABC100,,Stolen,26-1,\n");
    source.check();
    assertThat(last().reason()).contains("has 1 of the 30 entries of \"Watchfloor\" at Flock");
    assertThat(entries()).hasSize(30);
    Files.delete(file);
    source.check();
    assertThat(last().reason()).contains("is not there");
    assertThat(entries()).hasSize(30);
  }

  @Test
  void aFileWithoutItsColumnsIsSaid() throws Exception {
    Path file = write("");
    Files.writeString(file, "plate,reason\nABC1,Stolen\n");
    settle(file);
    start(Map.of("hotlist_file", file.toString()));
    await(() -> last().reason().contains("names no column reference"));
    assertThat(flock.hotLists).isEmpty();
  }

  private Path write(String lines) throws Exception {
    Path file = folder.resolve("list.csv");
    Files.writeString(file, HEADER + lines);
    settle(file);
    return file;
  }

  /** As if it had been written a minute ago, so that it is known to be whole. */
  private static void settle(Path file) throws Exception {
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(60)));
  }

  private Map<String, Map<String, Object>> entries() {
    return flock.hotLists.getOrDefault("Watchfloor", Map.of());
  }

  private Decoded posted(String picture) throws Exception {
    String alert =
        Alerts.text("alert.json")
            .replaceAll("\"imageUrl\": \"[^\"]*\"", "\"imageUrl\": \"" + picture + "\"");
    return context.way().orElseThrow().decoder().decode(Alerts.of(alert));
  }

  private SourceStatus last() {
    List<SourceStatus> all = List.copyOf(context.reports());
    return all.get(all.size() - 1);
  }

  private void restart(Map<String, Object> values) throws Exception {
    source.close();
    context.close();
    context = new SessionContext("plate-flock~city");
    start(values);
  }

  private void start(Map<String, Object> values) throws Exception {
    Map<String, Object> all = new HashMap<>();
    all.put("client_id", FlockServer.CLIENT);
    all.put("_client_secret", SECRET);
    all.put("_secret", SECRET);
    all.put("callback_url", CALLBACK);
    all.put("api_url", flock.address());
    all.put("check_seconds", 86_400);
    all.putAll(values);
    PlateFlockConfig config = Configs.of(PlateFlockConfig.class, all);
    source = (PlateFlockSource) new PlateFlockPlugin().open(config, context);
    source.start();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
