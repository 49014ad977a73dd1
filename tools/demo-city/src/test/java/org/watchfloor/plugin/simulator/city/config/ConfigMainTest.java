package org.watchfloor.plugin.simulator.city.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMainTest {
  @TempDir Path folder;

  @Test
  void oneFileForEachLiveCameraAndEachReaderAndNoSecretInThem() throws Exception {
    ConfigMain.main(new String[] {folder.toString()});
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    assertThat(files).hasSize(24 + 6);
    String camera =
        Files.readString(folder.resolve("org.watchfloor.source.camera-mjpeg~cam-0001.cfg"));
    assertThat(camera)
        .contains(
            "snapshot.url = http://127.0.0.1:${watchfloor.demo.port}/cam/cam-0001/snapshot.jpg")
        .contains(".password = $[file:${karaf.etc}/keys/demo.secret]");
    assertThat(folder.resolve("org.watchfloor.source.plate-openalpr~demo-6.cfg")).exists();
  }
}
