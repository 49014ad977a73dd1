package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.testkit.core.FakeCluster;

/** Media of three nodes, which must not use the test kit where they are built. */
@Timeout(30)
class FarMediaTest {
  private static final Media PICTURE =
      Media.of("a picture".getBytes(StandardCharsets.UTF_8), "image/jpeg", "alert");
  private static final String SHA256 = PICTURE.ref().sha256();

  @TempDir Path folder;
  private final FakeCluster cluster = new FakeCluster("a", "b", "c");
  private FileMediaStore a;
  private FileMediaStore b;
  private FileMediaStore c;

  @BeforeEach
  void start() throws Exception {
    a = node("a");
    b = node("b");
    c = node("c");
  }

  private FileMediaStore node(String name) throws Exception {
    FileMediaStore store =
        new FileMediaStore(folder.resolve(name), 100, Duration.ZERO, Clock.systemUTC());
    store.setCluster(cluster.node(name));
    return store;
  }

  @AfterEach
  void stop() {
    List.of(a, b, c).forEach(FileMediaStore::close);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("watchfloor-media-retention");
  }

  @Test
  void aPictureIsSeenOnEveryNodeAndKeptOnOne() throws Exception {
    c.keep(PICTURE);
    try (InputStream in = a.open(SHA256).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(PICTURE.toByteArray());
    }
    try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(a.open("0".repeat(64))).isEmpty();
    assertThat(a.open("../etc")).isEmpty();
  }

  @Test
  void aNodeThatIsAwayOrWrongGivesNothing() throws Exception {
    c.keep(PICTURE);
    cluster.work("c", false);
    assertThat(a.open(SHA256)).isEmpty();
    cluster.work("c", true);
    cluster
        .node("c")
        .answer(
            "core-store.media", (question, left) -> CompletableFuture.completedFuture(new byte[3]));
    assertThat(a.open(SHA256)).as("damaged").isEmpty();
    b.keep(PICTURE);
    assertThat(a.open(SHA256)).as("the next one has it").isPresent();
  }

  @Test
  void alone() throws Exception {
    c.keep(PICTURE);
    a.unsetCluster(cluster.node("a"));
    assertThat(a.open(SHA256)).isEmpty();
  }
}
