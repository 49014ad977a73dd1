package org.watchfloor.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.api.config.ConfigurationRefused;
import org.watchfloor.core.api.config.SourceConfigurations;

class SourceFilesTest {
  private static final String ID = "cam~lobby-1";
  private static final String KEPT = SourceConfigurations.KEPT;

  @TempDir Path folder;
  @TempDir Path cache;
  private final FakeForms forms = new FakeForms();
  private SourceFiles sources;
  private Path file;

  @BeforeEach
  void open() {
    sources = new SourceFiles(new EtcFolder(folder, StandardCharsets.ISO_8859_1), forms);
    file = folder.resolve("org.watchfloor.source." + ID + ".cfg");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsMadeReadableForItsOwnerOnly() throws Exception {
    assertThat(sources.read(ID)).isEmpty();
    sources.write(ID, Map.of("port", "80"));
    assertThat(Files.readString(file)).isEqualTo("port = 80\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(file.getFileName().toString());

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    sources.write(ID, Map.of("port", "81"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(sources.remove(ID)).isTrue();
    assertThat(sources.remove(ID)).isFalse();
    assertThat(files()).isEmpty();
  }

  @Test
  void passwordsAreNotShownAndKept() throws Exception {
    Files.writeString(
        file,
        "login.password = hunter\\u0032\n.token = hush\n.file = $[file:${karaf.etc}/keys/x]\n"
            + ".env = ${env:X}\n.both = a$[env:X]\n.empty =\nport = 80\n");
    Map<String, String> shown = sources.read(ID).orElseThrow();
    assertThat(shown)
        .containsExactly(
            Map.entry("login.password", KEPT),
            Map.entry(".token", KEPT),
            Map.entry(".file", "$[file:${karaf.etc}/keys/x]"),
            Map.entry(".env", "${env:X}"),
            Map.entry(".both", KEPT),
            Map.entry(".empty", ""),
            Map.entry("port", "80"));
    String before = Files.readString(file);
    sources.write(ID, shown);
    assertThat(Files.readString(file)).isEqualTo(before);

    Map<String, String> other = new LinkedHashMap<>(shown);
    other.put("login.password", "other");
    assertThat(sources.complete(ID, other))
        .containsEntry("login.password", "other")
        .containsEntry(".token", "hush");
    sources.write(ID, other);
    assertThat(Files.readString(file)).isEqualTo(before.replace("hunter\\u0032", "other"));
  }

  @Test
  void withoutItsPluginNothingIsShown() throws Exception {
    Files.writeString(file, "port = 80\n");
    forms.running = false;
    assertThat(sources.read(ID)).contains(Map.of("port", KEPT));
  }

  @Test
  void wrongValuesAreRefusedAndNothingIsWritten() throws Exception {
    Files.writeString(file, "port = 80\n");
    forms.check = values -> Map.of("port", values.get("port") + " is too small");
    assertThatThrownBy(() -> sources.write(ID, Map.of("port", "0", ".token", KEPT)))
        .isInstanceOfSatisfying(
            ConfigurationRefused.class,
            e ->
                assertThat(e.faults())
                    .containsOnly(
                        Map.entry("port", "0 is too small"),
                        Map.entry(".token", "there is no value that could be kept: give one")));
    assertThat(Files.readString(file)).isEqualTo("port = 80\n");
    assertThat(files()).hasSize(1);
  }

  @Test
  void limitsHold() {
    assertThat(refused(Map.of("port", "x".repeat(16_385)))).containsOnlyKeys("port");
    assertThat(refused(Map.of("a b", "1", "", "2", "service.pid", "3", "a=b", "4")))
        .containsOnlyKeys("a b", "", "service.pid", "a=b");
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 201; i++) {
      many.put("k" + i, "1");
    }
    assertThat(refused(many)).containsOnlyKeys("");
    Map<String, String> large = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      large.put("k" + i, "x".repeat(16_384));
    }
    assertThatThrownBy(() -> sources.write(ID, large)).hasMessageContaining("would be larger");
    assertThat(file).doesNotExist();
  }

  private Map<String, String> refused(Map<String, String> values) {
    try {
      sources.write(ID, values);
      throw new AssertionError("was written");
    } catch (ConfigurationRefused e) {
      return e.faults();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "cam",
        "cam~",
        "~lobby",
        "../cam~a",
        "cam~../../a",
        "cam~a/b",
        "cam~a\\b",
        "Cam~a",
        "cam~a\u0000",
        "cam~a\n",
        "cam~a.cfg/..",
        "cam~é",
      })
  void noNameLeadsOutOfTheFolder(String id) throws Exception {
    assertThatThrownBy(() -> sources.write(id, Map.of("port", "80")))
        .isInstanceOf(ConfigurationRefused.class)
        .hasMessageContaining("the name of the source is wrong");
    assertThat(sources.read(id)).isEmpty();
    assertThat(sources.remove(id)).isFalse();
    assertThat(sources.complete(id, Map.of("port", KEPT))).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws Exception {
    Files.write(file, new byte[EtcFolder.MAX_BYTES + 1]);
    assertThatThrownBy(() -> sources.read(ID))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void aCommentOfAnyEncodingStays() throws Exception {
    byte[] utf8 = "# Kamera am Größten Platz 日本\nport = 80\n".getBytes(StandardCharsets.UTF_8);
    Files.write(file, utf8);
    sources.write(ID, Map.of("port", "80", "x", "1"));
    assertThat(Files.readString(file)).startsWith("# Kamera am Größten Platz 日本\nport = 80\n");
  }

  @Test
  void aLinkStaysOne() throws Exception {
    Path real = Files.writeString(cache.resolve("real.cfg"), "port = 80\n");
    Files.createSymbolicLink(file, real);
    sources.write(ID, Map.of("port", "81"));
    assertThat(Files.isSymbolicLink(file)).isTrue();
    assertThat(Files.readString(real)).isEqualTo("port = 81\n");
  }

  /** All the way: file, File Install, Configuration Admin. */
  @Test
  void everyValueReachesTheBundlesUnchanged() throws Exception {
    try (Felix felix = new Felix(folder, cache)) {
      Random random = new Random(3);
      List<String> nasty = new ArrayList<>(Values.NASTY);
      for (int round = 0; round < 3; round++) {
        Map<String, String> values = new LinkedHashMap<>();
        while (values.size() < 150) {
          String value = nasty.isEmpty() ? Values.random(random) : nasty.remove(0);
          values.put("k" + values.size(), value);
        }
        values.put("round", String.valueOf(round));
        sources.write(ID, values);
        String now = String.valueOf(round);
        Map<String, Object> seen = felix.await(file, all -> now.equals(all.get("round")));
        assertThat(seen).isEqualTo(values);
        assertThat(sources.read(ID)).contains(values);
      }
      sources.remove(ID);
      felix.awaitGone(file);
    }
  }

  /** A single value that looks typed, and nothing else, makes no typed file. */
  @Test
  void aSingleValueReachesTheBundlesUnchanged() throws Exception {
    try (Felix felix = new Felix(folder, cache)) {
      for (String value : List.of("[1, 2]", "\"a\"", "{\"b\":2}", "T(c)", "  d")) {
        sources.write(ID, Map.of("only", value));
        assertThat(felix.await(file, all -> value.equals(all.get("only"))))
            .containsExactly(Map.entry("only", value));
      }
    }
  }

  /** What a person has written means the same before and after somebody has changed another key. */
  @Test
  void placeholdersOfAPersonStayThose() throws Exception {
    try (Felix felix = new Felix(folder, cache)) {
      Files.writeString(
          file, "a = ${watchfloor.test.property}\nb = $[file:${watchfloor.test.property}/x]\n");
      Map<String, Object> before = felix.await(file, all -> all.containsKey("b"));
      assertThat(before).containsEntry("a", "filled").containsEntry("b", "$[file:filled/x]");
      Map<String, String> values = new LinkedHashMap<>(sources.read(ID).orElseThrow());
      assertThat(values).containsEntry("a", "${watchfloor.test.property}");
      values.put("c", "new");
      sources.write(ID, values);
      Map<String, Object> after = felix.await(file, all -> all.containsKey("c"));
      assertThat(after).containsAllEntriesOf(before);
    }
  }
}
