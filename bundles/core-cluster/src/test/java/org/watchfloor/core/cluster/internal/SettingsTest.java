package org.watchfloor.core.cluster.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static Settings of(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>();
    all.put("node", "a");
    all.put("members", new String[] {"a@10.0.0.1:5701", "b@10.0.0.2:5701", "c@10.0.0.3:5701"});
    all.put("secret", SECRET);
    all.putAll(values);
    ClusterConfig config =
        (ClusterConfig)
            Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {ClusterConfig.class, Annotation.class},
                (proxy, method, args) ->
                    all.getOrDefault(method.getName(), method.getDefaultValue()));
    return Settings.of(config);
  }

  private static void refused(String message, Map<String, Object> values) {
    assertThatThrownBy(() -> of(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void threeNodes() {
    Settings settings = of(Map.of());
    assertThat(settings.bind()).isEqualTo("10.0.0.1");
    assertThat(settings.others()).containsExactly("b", "c");
    assertThat(settings.majority()).isEqualTo(2);
    assertThat(settings.mayBeAlone()).isFalse();
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void ofTwoNodesThePreferredOneIsAMajority() {
    Object two = new String[] {"a@10.0.0.1:5701, b@10.0.0.2:5701"};
    Settings settings = of(Map.of("members", two, "alone", "accept", "prefer", "a"));
    assertThat(settings.mayBeAlone()).isTrue();
    Settings other = of(Map.of("members", two, "alone", "accept", "prefer", "a", "node", "b"));
    assertThat(other.mayBeAlone()).isFalse();
    assertThat(of(Map.of("members", two)).mayBeAlone()).isFalse();
    refused("prefer: must name", Map.of("members", two, "alone", "accept"));
  }

  @Test
  void whatIsWrongIsNamed() {
    refused("node: \"d\"", Map.of("node", "d"));
    refused("members: must name two or three", Map.of("members", new String[] {"a@h:1"}));
    refused("members: \"b@h\"", Map.of("members", new String[] {"a@h:1", "b@h"}));
    refused("members: \"b@h:70000\"", Map.of("members", new String[] {"a@h:1", "b@h:70000"}));
    refused("name or an address", Map.of("members", new String[] {"a@h:1", "b@h:1"}));
    refused("secret: must have", Map.of("secret", "short"));
    refused("failure.ms", Map.of("failure_ms", 1));
    refused("receipt.copies", Map.of("receipt_copies", 4));
    refused("alone: must be", Map.of("alone", "perhaps"));
    refused("alone: accept is for two", Map.of("alone", "accept"));
  }
}
