package org.watchfloor.plugin.gunshot.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.WebhookSecret;
import org.watchfloor.testkit.Configs;

class GunshotWebhookDecoderTest {
  private static final String GOOD =
      "{\"id\":\"a\",\"time\":\"2026-11-24T14:05:03Z\",\"latitude\":36.1,\"longitude\":-80.2}";

  @Test
  void withoutAConfidenceItIsCritical() throws Exception {
    assertThat(decode(GOOD).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(decode(GOOD.replace("}", ",\"confidence\":0.5}")).severity())
        .isEqualTo(Severity.CRITICAL);
    assertThat(decode(GOOD.replace("}", ",\"confidence\":0.49}")).severity())
        .isEqualTo(Severity.HIGH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"a\"|\"id\":\"\"|id: is missing",
        "\"id\":\"a\"|\"id\":\" \"|id: must have",
        "\"time\":\"2026-11-24T14:05:03Z\"|\"t\":1|time: is missing",
        "2026-11-24T14:05:03Z|yesterday|time: is not an RFC 3339 time",
        "\"latitude\":36.1|\"latitude\":91|latitude: 91.0 is not within",
        "\"latitude\":36.1|\"latitude\":\"36.1\"|latitude: must be a number",
        "36.1,\"longitude\":-80.2|0,\"longitude\":0|latitude: 0/0 is what",
        "\"longitude\":-80.2|\"lon\":-80.2|longitude: is missing",
        "-80.2|-80.2,\"rounds\":0|rounds: must be a whole number",
        "-80.2|-80.2,\"rounds\":2.5|rounds: must be a whole number",
        "-80.2|-80.2,\"confidence\":90|confidence: 90.0 is not within 0 to 1",
        "-80.2|-80.2,\"reviewed\":\"yes\"|reviewed: must be true or false",
        "-80.2|-80.2,\"accuracyMetres\":-1|accuracyMetres: -1.0"
      })
  void aRefusalNamesTheField(String part, String broken, String refusal) {
    assertThatThrownBy(() -> decode(GOOD.replace(part, broken)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
    assertThatThrownBy(() -> decode("[" + GOOD + "," + GOOD.replace(part, broken) + "]"))
        .hasMessageStartingWith("[1]." + refusal);
  }

  @Test
  void takesAHundredAndNotMore() throws Exception {
    String many = (GOOD + ",").repeat(99) + GOOD;
    assertThat(new GunshotWebhookDecoder().decode(message("[" + many + "]")).signals())
        .hasSize(100);
    assertThatThrownBy(() -> decode("[" + many + "," + GOOD + "]"))
        .hasMessageContaining("at most 100");
    assertThatThrownBy(() -> decode("[]")).hasMessageContaining("empty array");
  }

  @Test
  void theProofIsWhatTheConfigurationSays() throws Exception {
    assertThat(proof(Map.of("_secret", "secret-12"))).isEqualTo(WebhookSecret.path("secret-12"));
    assertThat(proof(Map.of("_secret", "secret-12", "auth", "header")))
        .isEqualTo(WebhookSecret.header("X-Watchfloor-Secret", "secret-12"));
    assertThat(proof(Map.of("_secret", "secret-12", "auth", "hmac", "header", "X-Sum")))
        .isEqualTo(WebhookSecret.hmacSha256("X-Sum", "secret-12"));
  }

  private static WebhookSecret proof(Map<String, Object> values) throws Exception {
    GunshotWebhookConfig config = Configs.of(GunshotWebhookConfig.class, values);
    return ((Inbound.Webhook) new GunshotWebhookPlugin().inbound(config).get(0)).secret();
  }

  private static Signal decode(String json) throws MalformedMessage {
    return new GunshotWebhookDecoder().decode(message(json)).signals().get(0);
  }

  private static Message message(String json) {
    return new Message(
        json.getBytes(StandardCharsets.UTF_8), "application/json", Map.of(), Instant.EPOCH);
  }
}
