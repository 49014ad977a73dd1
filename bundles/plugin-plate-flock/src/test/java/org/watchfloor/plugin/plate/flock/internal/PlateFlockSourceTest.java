package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.source.Decoded;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.FakeDevice;

/** The source against a server that speaks as the vendor's OpenAPI says. */
class PlateFlockSourceTest extends FlockLife {
  PlateFlockSourceTest() throws Exception {}

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "7",
        "[7]",
        "<html>",
        "[{\"callbackUrl\": 7}]",
        "[{\"callbackUrl\": \"" + CALLBACK + "\", \"id\": \"../hotlists\"}]",
        "[{\"callbackUrl\": \"" + CALLBACK + "\", \"id\": 7}]"
      })
  void anAnswerThatIsNoneIsWorthARetryAndSaid(String answer) throws Exception {
    flock.nonsense = answer;
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.RETRY));
    assertThat(flock.subscriptions).isEmpty();
  }

  /** Flock checks the credentials that it is given, and might say which. */
  @Test
  void whatTheApiSaysIsToldWithoutOurSecrets() throws Exception {
    flock.words = "cannot sign in with " + SECRET;
    flock.refusals.add(new int[] {400, 0});
    assertThatThrownBy(() -> start(Map.of()))
        .hasMessageContaining("cannot sign in with …")
        .hasMessageNotContaining(SECRET);
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
  void aPictureThatDoesNotComeHoldsUpOneAlertForThreeSecondsAtMost() throws Exception {
    start(Map.of());
    String address = flock.picture("/slow.jpg", Alerts.JPEG);
    flock.behave(FakeDevice.Mode.SILENT);
    long began = System.nanoTime();
    assertThat(posted(address).signals()).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    began = System.nanoTime();
    assertThat(posted(address).signals()).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("the next ones do not wait")
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void withoutPicturesNoneIsFetched() throws Exception {
    start(Map.of("pictures", false));
    int before = flock.contacts();
    assertThat(posted(flock.picture("/one.jpg", Alerts.JPEG)).media()).isEmpty();
    assertThat(flock.contacts()).isEqualTo(before);
  }

  private Decoded posted(String picture) throws Exception {
    String alert =
        Alerts.text("alert.json")
            .replaceAll("\"imageUrl\": \"[^\"]*\"", "\"imageUrl\": \"" + picture + "\"");
    return context.way().orElseThrow().decoder().decode(Alerts.of(alert));
  }
}
