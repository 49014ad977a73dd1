package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;

class FileMediaStoreTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path directory;
  private FileMediaStore store;

  @BeforeEach
  void open() throws IOException {
    store = at(START);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private FileMediaStore at(Instant now) throws IOException {
    return new FileMediaStore(
        directory, 100, Duration.ofDays(30), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Media media(String content) {
    return Media.of(content.getBytes(StandardCharsets.UTF_8), "image/jpeg", "plate");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private String content(String sha256) throws IOException {
    try (InputStream in = store.open(sha256).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void keepsContentOnce() throws IOException {
    MediaRef first = store.keep(media("a plate"));
    MediaRef again = store.keep(media("a plate"));
    store.keep(media("another"));

    String hash = first.sha256();
    assertThat(again).isEqualTo(first);
    assertThat(files())
        .hasSize(2)
        .contains(
            directory.resolve(hash.substring(0, 2)).resolve(hash.substring(2, 4)).resolve(hash));
    assertThat(content(hash)).isEqualTo("a plate");
  }

  @Test
  void replacesADamagedFile() throws IOException {
    MediaRef ref = store.keep(media("a plate"));
    Files.writeString(files().get(0), "a pl");
    store.keep(media("a plate"));
    assertThat(content(ref.sha256())).isEqualTo("a plate");
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    store.keep(media("x".repeat(100)));
    assertThatThrownBy(() -> store.keep(media("x".repeat(101))))
        .isInstanceOf(IOException.class)
        .hasMessage("media of 101 bytes is larger than media.max.bytes (100)");
    assertThat(files()).hasSize(1);
  }

  @Test
  void doesNotLeaveItsDirectory() throws IOException {
    String hash = store.keep(media("a plate")).sha256();
    Files.writeString(directory.resolve("secret"), "secret");
    for (String odd :
        List.of(
            "../../secret",
            "",
            "secret",
            hash.toUpperCase(java.util.Locale.ROOT),
            hash + "\n",
            hash.substring(1),
            "../" + hash.substring(3),
            "0".repeat(64))) {
      assertThat(store.open(odd)).as(odd).isEmpty();
    }
  }

  @Test
  void deletesWhatIsOldUnlessItCameInAgain() throws IOException {
    MediaRef old = store.keep(media("old"));
    MediaRef seenAgain = store.keep(media("seen again"));
    try (FileMediaStore later = at(START.plus(Duration.ofDays(20)))) {
      later.keep(media("seen again"));
    }
    try (FileMediaStore atLimit = at(START.plus(Duration.ofDays(30)))) {
      assertThat(atLimit.deleteExpired()).isZero();
    }
    try (FileMediaStore afterLimit = at(START.plus(Duration.ofDays(30)).plusSeconds(1))) {
      assertThat(afterLimit.deleteExpired()).isEqualTo(1);
    }
    assertThat(store.open(old.sha256())).isEmpty();
    assertThat(content(seenAgain.sha256())).isEqualTo("seen again");
  }

  @Test
  void removesUnfinishedFilesAtStart() throws IOException {
    Files.writeString(directory.resolve("unfinished").resolve("media1.part"), "half a pl");
    at(START).close();
    assertThat(files()).isEmpty();
  }

  @Test
  void isSafeForManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<MediaRef>> kept =
          IntStream.range(0, 200)
              .mapToObj(i -> threads.submit(() -> store.keep(media("content " + i % 5))))
              .toList();
      for (Future<MediaRef> one : kept) {
        assertThat(content(one.get().sha256())).startsWith("content ");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files()).hasSize(5);
  }
}
