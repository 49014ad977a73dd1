package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.health.HealthResult.Level;
import org.watchfloor.core.api.store.Store;

class StoreComponentTest {
  private static final Duration RETRY = Duration.ofMillis(20);

  @TempDir Path folder;
  private final CompletableFuture<Store> registered = new CompletableFuture<>();
  private final CompletableFuture<Boolean> unregisteredWhileOpen = new CompletableFuture<>();
  private StoreComponent component;

  private Path directory() {
    return folder.resolve("watchfloor");
  }

  private Path file() {
    return directory().resolve("store.db");
  }

  private void start(Settings settings) {
    component =
        new StoreComponent(
            directory(),
            settings,
            RETRY,
            store -> {
              registered.complete(store);
              return () -> unregisteredWhileOpen.complete(usable(store));
            });
  }

  private static Settings settings(String... problems) {
    return new Settings(100, 2, 0, 100, 30, Database.NONE, List.of(problems));
  }

  private static boolean usable(Store store) {
    return store.<Boolean>read(connection -> connection.isValid(1));
  }

  @AfterEach
  void stop() {
    if (component != null) {
      component.stop();
    }
  }

  @Test
  void registersAtOnceWhatOpens() {
    start(settings());

    assertThat(registered).isCompleted();
    assertThat(component.name()).isEqualTo("store");
    assertThat(component.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void opensOnceTheFolderCanBeMade() throws Exception {
    Files.writeString(directory(), "in the way");
    start(settings());

    assertThat(registered).isNotDone();
    assertThat(component.check().level()).isEqualTo(Level.CRITICAL);
    assertThat(component.check().message())
        .startsWith("The store cannot be opened: cannot make " + file())
        .contains("may write there");

    Files.delete(directory());
    assertOpens();
  }

  @Test
  void opensOnceADamagedFileIsReplaced() throws Exception {
    Files.createDirectory(directory());
    Files.write(file(), "no database at all. ".repeat(500).getBytes(StandardCharsets.UTF_8));
    start(settings());

    assertThat(registered).isNotDone();
    assertThat(component.check().level()).isEqualTo(Level.CRITICAL);
    assertThat(component.check().message())
        .startsWith("The store cannot be opened: ")
        .contains("SQLITE_NOTADB", file() + " is damaged", "restore it from a backup");

    Files.delete(file());
    assertOpens();
  }

  private void assertOpens() throws Exception {
    assertThat(usable(registered.get(10, TimeUnit.SECONDS))).isTrue();
    assertThat(component.check()).isEqualTo(HealthResult.OK);
  }

  @Test
  void takesTheServiceAwayBeforeItCloses() {
    start(settings());
    component.stop();

    assertThat(unregisteredWhileOpen).isCompletedWithValue(true);
    assertThat(component.check().level()).isEqualTo(Level.CRITICAL);
  }

  @Test
  void stopsTryingWhenStopped() throws Exception {
    Files.writeString(directory(), "in the way");
    start(settings());
    component.stop();
    Files.delete(directory());

    assertThat(registered.copy().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).get())
        .isNull();
  }

  @Test
  void warnsOfReplacedValues() {
    start(settings("readers = -1 is out of range", "another"));

    assertThat(registered).isCompleted();
    assertThat(component.check())
        .isEqualTo(HealthResult.warn("readers = -1 is out of range; another"));
  }

  /** In a process of its own, because a process loads the native library once. */
  @Test
  void opensOnceTheNativeLibraryCanBeUnpacked() throws Exception {
    Path temp = folder.resolve("temp");
    Files.writeString(temp, "in the way: nothing can be unpacked into a file");

    assertThat(child(temp))
        .contains("CRITICAL The store cannot be opened: SQLite's native library cannot be")
        .contains("make room in " + temp)
        .contains("opened OK");
  }

  private String child(Path temp) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.sqlite.tmpdir=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                UnpackingChild.class.getName(),
                folder.resolve("child").toString(),
                temp.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
