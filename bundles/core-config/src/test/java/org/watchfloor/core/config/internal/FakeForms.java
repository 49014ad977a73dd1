package org.watchfloor.core.config.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.runtime.SourceTest;

/** One plugin, {@code cam}, with a password; finds the faults that the test says. */
final class FakeForms implements SourceForms {
  boolean running = true;
  Function<Map<String, String>, Map<String, String>> check = values -> Map.of();

  @Override
  public Optional<ConfigForm> form(String pluginId) {
    ConfigField password =
        new ConfigField(
            "login.password",
            "Password",
            "",
            ConfigField.Type.PASSWORD,
            false,
            true,
            List.of(),
            "",
            "",
            List.of());
    return running && pluginId.equals("cam")
        ? Optional.of(new ConfigForm("cam", "Camera", "", List.of(password)))
        : Optional.empty();
  }

  @Override
  public Map<String, String> faults(String pluginId, Map<String, String> values) {
    return new TreeMap<>(check.apply(values));
  }

  @Override
  public CompletionStage<SourceTest> test(
      String pluginId, Map<String, String> values, Duration deadline) {
    return CompletableFuture.completedFuture(
        new SourceTest(true, SourceState.ONLINE, "", 0, Map.of(), Duration.ZERO));
  }
}
