package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.SourceStatus;

/** The hot list against a server that speaks as the vendor's OpenAPI says. */
class HotListPushTest extends FlockLife {
  private static final String HEADER = "plate,state,reason,reference,expires\n";

  @TempDir Path folder;

  HotListPushTest() throws Exception {}

  @Test
  void theHotListFollowsItsFile() throws Exception {
    Path file =
        write(
            "ABO1234,nc,Stolen vehicle,26-1,\nXYZ99,,Wanted,26-2,2099-01-01\nOLD1,,Old,26-3,2001-01-01\n");
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 2);
    assertThat(entries().get("id-AB01234"))
        .containsEntry("state", "north_carolina")
        .containsEntry("reason", "Stolen vehicle")
        .containsEntry("caseNumber", "26-1");
    assertThat(entries().get("id-XYZ99")).containsEntry("expiry", "2099-01-02T00:00:00Z");
    flock.asked();
    source.check();
    assertThat(flock.asked()).as("an unchanged file").noneMatch(what -> what.contains("hotlists"));

    write(
        "ABO1234,nc,Stolen vehicle,26-1,\nXYZ99,,Armed,26-2,2099-01-01\nA1,,New,26-4,\nB2,,New,26-5,\n");
    source.check();
    assertThat(entries()).containsOnlyKeys("id-AB01234", "id-XYZ99", "id-A1", "id-B2");
    assertThat(entries().get("id-XYZ99")).containsEntry("reason", "Armed");
    assertThat(source.diagnostics())
        .containsEntry("hotListEntries", 4)
        .containsEntry("hotListAdded", 3)
        .containsEntry("hotListRemoved", 1);
    write("ABO1234,nc,Stolen vehicle,26-1,\n");
    source.check();
    assertThat(entries()).containsOnlyKeys("id-AB01234");
  }

  @Test
  void aBrokenLineIsLeftOutAndSaidWithItsNumber() throws Exception {
    Path file =
        write(
            "ABC1234,nc,Stolen,26-1,\nDEF1,,,26-2,\nGHI1,xx,Stolen,26-3,\nABC1234,sc,Stolen,26-4,\n");
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 1 && last().state() == SourceStatus.State.DEGRADED);
    assertThat(last().reason())
        .isEqualTo(
            "hotlist.file: lines left out: 3, the first is line 3: reason: must have 1 to 500"
                + " characters; Flock asks for it");
    assertThat(source.diagnostics()).containsEntry("hotListLinesLeftOut", 3);
  }

  @Test
  void aFileThatWasCutOffChangesNothing() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 100; i < 130; i++) {
      many.append("ABC").append(i).append(",,Stolen,26-1,\n");
    }
    Path file = write(many.toString());
    start(Map.of("hotlist_file", file.toString()));
    await(() -> entries().size() == 30);
    write("ABC100,,Stolen,26-1,\n");
    source.check();
    assertThat(last().reason()).contains("has 1 of the 30 entries of \"Watchfloor\" at Flock");
    assertThat(entries()).hasSize(30);
    FileTime modified = Files.getLastModifiedTime(file);
    Files.delete(file);
    source.check();
    assertThat(last().reason()).contains("is not there");
    assertThat(entries()).hasSize(30);
    write("ABC100,,Stolen,26-1,\n");
    Files.setLastModifiedTime(file, modified);
    source.check();
    assertThat(last().reason()).as("the same file again").contains("has 1 of the 30 entries");
    write(many.toString());
    source.check();
    assertThat(last()).isEqualTo(SourceStatus.online());
  }

  @Test
  void aFileWithoutItsColumnsIsSaid() throws Exception {
    Path file = write("");
    Files.writeString(file, "plate,reason\nABC1,Stolen\n");
    settle(file);
    start(Map.of("hotlist_file", file.toString()));
    await(() -> last().reason().contains("names no column reference"));
    assertThat(flock.hotLists).isEmpty();
  }

  private Path write(String lines) throws Exception {
    Path file = folder.resolve("list.csv");
    Files.writeString(file, HEADER + lines);
    settle(file);
    return file;
  }

  /** As if it had been written a minute ago, so that it is known to be whole. */
  private static void settle(Path file) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Map<String, Map<String, Object>> entries() {
    return flock.hotLists.getOrDefault("Watchfloor", Map.of());
  }
}
