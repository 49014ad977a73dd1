package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.StateStore;

class BookmarksTest {
  private static final String ID = "fake-cam~a:1";

  @TempDir Path folder;
  private final Gate gate = new Gate(new LongAdder());
  private StateStore store;
  private Path file;

  @BeforeEach
  void open() {
    file = folder.resolve("states").resolve("fake-cam~a=1.properties");
    store = reopened();
  }

  private StateStore reopened() {
    return new StateFiles(folder.resolve("states")).of(ID, gate);
  }

  @Test
  void keepsWhatWasPut() throws IOException {
    assertThat(store.get("cursor")).isEmpty();
    store.put("cursor", "Zürich = 7\n\u65e5\u672c");
    store.put("other", "");
    store.remove("other");
    store.remove("never there");
    assertThat(reopened().get("cursor")).contains("Zürich = 7\n\u65e5\u672c");
    assertThat(reopened().get("other")).isEmpty();
  }

  @Test
  void aCrashWhileItWritesLeavesTheOldOne() throws IOException {
    store.put("cursor", "1");
    Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "#crc32=0000");
    assertThat(reopened().get("cursor")).contains("1");
    reopened().put("cursor", "2");
    assertThat(reopened().get("cursor")).contains("2");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void eachDamageIsNoticedAndTheFilePutAside() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      store.put("cursor", "12345678");
      store.put("second", "x\u00e9");
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged;
      if (i % 2 == 0) {
        damaged = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        damaged = bytes.clone();
        damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      assertThat(reopened().get("cursor")).as("damage %d", i).isEmpty();
      assertThat(file.resolveSibling(file.getFileName() + ".damaged")).hasBinaryContent(damaged);
      store.put("cursor", "again");
      assertThat(reopened().get("cursor")).contains("again");
    }
  }

  @Test
  void aFolderInItsPlaceIsSaidAndHurtsNobody() throws IOException {
    Files.createDirectories(file.resolve("full"));
    assertThat(store.get("cursor")).isEmpty();
    assertThatThrownBy(() -> store.put("cursor", "1")).isInstanceOf(IOException.class);
  }

  @Test
  void limitsAreNamed() throws IOException {
    assertThatThrownBy(() -> store.put("", "x")).hasMessage("key: is empty");
    assertThatThrownBy(() -> store.put("k".repeat(129), "x"))
        .hasMessage("key: 129 characters, at most 128 are allowed");
    assertThatThrownBy(() -> store.put("k", "x".repeat(65_537)))
        .hasMessage("value: 65537 characters, at most 65536 are allowed");
    String longest = "\u65e5".repeat(65_536);
    for (int i = 0; i < 100; i++) {
      store.put("k" + i, i > 97 ? longest : "v");
    }
    assertThatThrownBy(() -> store.put("one more", "v"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key: the source has 100 already");
    store.put("k7", "changed");
    assertThat(reopened().get("k99")).contains(longest);
  }

  @Test
  void behindAShutGateNothingIsWritten() throws IOException {
    store.put("cursor", "1");
    gate.shut();
    assertThatThrownBy(() -> store.put("cursor", "2")).hasMessage("the source is closed");
    assertThatThrownBy(() -> store.remove("cursor")).hasMessage("the source is closed");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("cursor=1");
  }
}
