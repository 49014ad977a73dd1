package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;
import org.watchfloor.lint.Finding;
import org.watchfloor.lint.Metatype;
import org.watchfloor.lint.Readme;
import org.watchfloor.lint.Schemas;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Signal;
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

  /** DOC-01 and DOC-02. */
  static void readme(PluginInfo info, Class<?> configType) throws IOException {
    Readme readme = new Readme(Files.readString(Path.of("README.md")));
    List<Finding> findings = readme.check(info.grade().name(), Metatype.of(configType));
    assertEquals(List.of(), findings.stream().filter(Finding::fails).toList());
  }

  /** KIND-01. */
  static void kinds(PluginInfo info) {
    for (KindDescriptor kind : info.kinds()) {
      assertEquals(List.of(), Schemas.faults(kind), () -> "the descriptor of " + kind.kind());
    }
  }

  /** KIND-02: what a plugin says of its kinds is true of what it hands in. */
  static void described(PluginInfo info, Signal signal) {
    for (KindDescriptor kind : info.kinds()) {
      if (kind.kind().equals(signal.kind()) && signal.detail() instanceof Fields fields) {
        assertEquals(
            List.of(), Schemas.faults(kind, fields.values()), () -> "the fields of " + signal);
        assertFalse(
            kind.summarise(signal).contains("?"),
            () -> "a part is missing in the summary of " + signal);
      }
    }
  }
}
