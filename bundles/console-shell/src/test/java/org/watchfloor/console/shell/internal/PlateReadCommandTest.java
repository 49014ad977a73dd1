package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.plate.FoundPlate;
import org.watchfloor.plugin.api.signal.PlateRead;

class PlateReadCommandTest {
  @TempDir Path folder;
  private final Fakes.MemoryAudit audit = new Fakes.MemoryAudit();

  private PlateReadCommand command(String... images) {
    PlateReadCommand command = new PlateReadCommand();
    command.images = List.of(images);
    command.audit = audit;
    command.reader =
        (picture, region) ->
            List.of(new FoundPlate(PlateRead.of(region + picture.length, 0.9), 10, 20, 30, 15));
    return command;
  }

  @Test
  void oneLineOfJsonForEachPictureAndARecordOfEach() throws Exception {
    Path one = Files.write(folder.resolve("one.jpg"), new byte[3]);
    Path two = Files.write(folder.resolve("two.png"), new byte[4]);
    PlateReadCommand command = command(one.toString(), two.toString());
    command.region = "us";
    assertThat(Fakes.run(command, "ann", "admin").lines())
        .containsExactly(
            "{\"file\":\""
                + one
                + "\",\"plates\":[{\"text\":\"us3\",\"confidence\":0.9,\"candidates\":[{\"text\":"
                + "\"us3\",\"confidence\":0.9}],\"characters\":[],\"box\":{\"x\":10,\"y\":20,"
                + "\"width\":30,\"height\":15}}]}",
            "{\"file\":\""
                + two
                + "\",\"plates\":[{\"text\":\"us4\",\"confidence\":0.9,\"candidates\":[{\"text\":"
                + "\"us4\",\"confidence\":0.9}],\"characters\":[],\"box\":{\"x\":10,\"y\":20,"
                + "\"width\":30,\"height\":15}}]}");
    assertThat(audit.records)
        .extracting(record -> record.action() + " " + record.object())
        .containsExactly("plate.read " + one, "plate.read " + two);
  }

  @Test
  void onlyPicturesAreRead() {
    assertThatThrownBy(() -> Fakes.run(command("/etc/passwd"), "ann"))
        .hasMessage("file: /etc/passwd does not end in .jpg or .jpeg or .png");
    String absent = folder.resolve("absent.jpg").toString();
    assertThatThrownBy(() -> Fakes.run(command(absent), "ann")).hasMessageContaining("there is no");
  }

  @Test
  void withoutTheReaderItSaysWhichPluginIsMissing() {
    PlateReadCommand command = command("a.jpg");
    command.reader = null;
    assertThatThrownBy(() -> Fakes.run(command, "ann"))
        .hasMessageStartingWith("plugin-plate-opencv is not running");
  }
}
