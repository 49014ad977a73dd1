package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class FilesTransportTest extends TransportTest {
  @TempDir Path folder;

  private AutoCloseable open(String pattern) throws Exception {
    Inbound.Files inbound = new Inbound.Files(folder.toString(), pattern, 1_000);
    return open(new FilesTransport(workshop).open(SOURCE, inbound, decoder));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private List<String> names(String sub) throws IOException {
    Path at = folder.resolve(sub);
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(at)) {
      return all.filter(Files::isRegularFile)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private void awaitNames(String sub, String... names) throws InterruptedException {
    await(
        sub + " holds " + List.of(names),
        () -> {
          try {
            return names(sub).equals(List.of(names));
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Test
  void takesFilesAndMovesThem() throws Exception {
    write("b.txt", "two\nthree");
    write("a.json", "one");
    write("c.txt", "malformed");
    write("d.txt", "rejected");
    write(".hidden.txt", "hidden");
    open("*.txt");
    awaitNames("failed", "c.txt", "d.txt");
    awaitNames("done", "b.txt");
    assertThat(kept()).containsExactly("two", "three");
    assertThat(names("")).containsExactly(".hidden.txt", "a.json");
    assertThat(decoder.isOnline()).isTrue();
    assertThat(decoder.last.header("file-name")).isNotEmpty();
    assertThat(letters.kept).hasSize(1); // the malformed one is kept where it is decoded
    assertThat(new String(letters.kept.get(0).body())).isEqualTo("rejected");
  }

  @Test
  void anUnfinishedFileWaits() throws Exception {
    open("*");
    await("online", decoder::isOnline);
    Path file = folder.resolve("growing");
    for (int i = 0; i < 12; i++) {
      Files.writeString(
          file, "line" + i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      TimeUnit.MILLISECONDS.sleep(100);
      assertThat(kept()).isEmpty();
    }
    awaitNames("done", "growing");
    assertThat(kept()).isEqualTo(numbered("line", 12));
  }

  @Test
  void whatCannotBeTakenNowStays() throws Exception {
    decoder.away = true;
    write("a", "one");
    AutoCloseable handle = open("*");
    await("tried", () -> log().contains("held back"));
    handle.close();
    assertThat(names("")).containsExactly("a");
    assertThat(kept()).isEmpty();

    decoder.away = false;
    open("*");
    awaitNames("done", "a");
    assertThat(kept()).containsExactly("one");
  }

  @Test
  void goesOnByItselfWhenTheDecoderIsBack() throws Exception {
    decoder.away = true;
    write("a", "one");
    open("*");
    await("tried", () -> log().contains("held back"));
    decoder.away = false;
    awaitNames("done", "a");
    assertThat(kept()).containsExactly("one");
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws Exception {
    write("large", "x".repeat(1_001));
    write("fits", "y".repeat(256));
    open("*");
    awaitNames("failed", "large");
    awaitNames("done", "fits");
    assertThat(decoder.refused).hasValue(1);
  }

  @Test
  void aMissingFolderIsOfflineUntilItIsThere() throws Exception {
    Files.delete(folder);
    open("*");
    await("offline", () -> decoder.status().reason().endsWith("is not there"));
    assertThat(decoder.status().state()).isEqualTo(SourceStatus.State.OFFLINE);
    Files.createDirectory(folder);
    await("online", decoder::isOnline);
    write("a", "one");
    awaitKept("one");
    assertThat(log().split("tries again by itself", -1)).hasSize(2);
  }

  @Test
  void aRelativeFolderIsRefused() {
    assertThatThrownBy(
            () ->
                new FilesTransport(workshop)
                    .open(SOURCE, new Inbound.Files("relative", "*", 100), decoder))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("folder: ");
  }

  @Test
  void aBurstComesWholeOnceAndInOrder() throws Exception {
    for (int i = 0; i < 500; i++) {
      Path file = folder.resolve(String.format("%03d", i));
      Files.writeString(file, "n" + i);
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000L * i));
    }
    open("*");
    await("all", () -> kept().size() >= 500);
    assertThat(kept()).isEqualTo(numbered("n", 500));
    await("moved", () -> folder.resolve("done").toFile().list().length == 500);
  }

  @Test
  void patternsMeanTheirWildcardsOnly() {
    assertThat("a.json").matches(FileRoute.regex("*.json"));
    assertThat("ajson").doesNotMatch(FileRoute.regex("*.json"));
    assertThat("a1.x").matches(FileRoute.regex("a?.x"));
    assertThat("a[b](c)\\E.x").matches(FileRoute.regex("a[b](c)\\E.x"));
  }

  @Test
  void closingLeavesNothing() throws Exception {
    Set<String> before = threads();
    AutoCloseable handle = open("*");
    await("online", decoder::isOnline);
    handle.close();
    handle.close();
    await("no thread is left", () -> before.containsAll(ofRouting()));
  }

  private static Set<String> ofRouting() {
    Set<String> names = threads();
    names.removeIf(name -> !name.startsWith("watchfloor-routing-camel"));
    return names;
  }
}
