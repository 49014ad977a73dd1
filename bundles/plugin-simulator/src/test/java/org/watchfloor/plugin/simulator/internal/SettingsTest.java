package org.watchfloor.plugin.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.Configs;

class SettingsTest {
  @Test
  void aCompleteConfigurationIsTakenAndShowsNoSecret() throws Exception {
    Settings settings = Settings.of(config(Map.of()));
    assertThat(settings.center()).hasToString("https://localhost:8443/");
    assertThat(settings.tokenFile()).isEmpty();
    assertThat(settings.port()).isEqualTo(18_080);
    assertThat(settings.toString()).doesNotContain("secret-of-hooks", "secret-of-cameras");
  }

  @ParameterizedTest
  @CsvSource({
    "center_url, http://localhost:8443, center.url",
    "center_url, https://user:pw@localhost, center.url",
    "center_url, https://localhost/api, center.url",
    "center_url, not an address, center.url",
    "trust_keystore, '', trust.keystore",
    "_secret, short, .secret",
    "_secret, with/slash/in/it, .secret",
    "_password, '', .password",
    "user, ' ', user",
  })
  void aBadValueIsRefusedByTheNameOfItsKey(String method, String value, String key) {
    assertThatThrownBy(() -> Settings.of(config(Map.of(method, value))))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(SourceException.Kind.CONFIG);
              assertThat(e.getMessage()).startsWith(key + ": ");
            });
  }

  static SimulatorConfig config(Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>();
    values.put("trust_keystore", "https.p12");
    values.put("_trustPassword", "password-of-store");
    values.put("_secret", "secret-of-hooks");
    values.put("_password", "secret-of-cameras");
    values.putAll(changes);
    return Configs.of(SimulatorConfig.class, values);
  }
}
