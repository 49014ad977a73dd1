package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.source.SourceException;

/** Rules that hold for decoders and sessions alike. */
final class PluginRules {
  private PluginRules() {}

  /** SRC-02. */
  static void info(Supplier<PluginInfo> info, Class<?> configType, String folder) throws Exception {
    assertEquals(info.get(), info.get());
    assertEquals(folder, info.get().id());
    assertEquals("org.watchfloor.source." + folder, Metatype.of(configType).pid());
  }

  /** SRC-11, a configuration that can never work. */
  static void refusal(String key, String secret, Executable open) {
    SourceException refused = assertThrows(SourceException.class, open, key);
    assertEquals(SourceException.Kind.CONFIG, refused.kind(), key);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(key), message + " does not name " + key);
    assertFalse(message.contains(secret), "the refusal shows the secret");
  }

  /** SRC-20. */
  static void keys(Class<?> configType) throws Exception {
    for (Metatype.Key key : Metatype.of(configType).keys()) {
      assertFalse(key.name().isBlank(), key.id() + " has no name");
      assertTrue(key.description().length() > 20, key.id() + " has no help text");
      assertEquals(
          key.id().startsWith("."),
          key.type().equals("Password"),
          key.id() + ": secrets begin with a dot and are of type PASSWORD, and nothing else is");
    }
  }
}
