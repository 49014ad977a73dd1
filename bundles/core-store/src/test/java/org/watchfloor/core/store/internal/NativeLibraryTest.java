package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;

class NativeLibraryTest {
  @TempDir Path folder;

  private Path unpacked(String name) {
    return folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + name + ".so");
  }

  @Test
  void leavesNothingOfAnAttemptThatFails() throws Exception {
    Path others = Files.createFile(unpacked("of-another-process"));
    Path stranger = folder.resolve("stranger");

    assertThatThrownBy(
            () ->
                NativeLibrary.load(
                    folder,
                    () -> {
                      Files.createFile(unpacked("half"));
                      Files.createFile(stranger);
                      throw new UnsatisfiedLinkError("no room");
                    }))
        .isInstanceOf(NativeLibraryUnavailable.class)
        .hasMessageContaining("no room");
    assertThat(folder).isDirectoryContaining(others::equals);
    assertThat(unpacked("half")).doesNotExist();
    assertThat(stranger).exists();
  }

  @Test
  void keepsWhatIsLoaded() {
    NativeLibrary.load(folder, () -> Files.createFile(unpacked("whole")) != null);

    assertThat(unpacked("whole")).exists();
  }
}
