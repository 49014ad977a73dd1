package org.watchfloor.rtcc.plates.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.rtcc.api.plates.HotList;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.core.FakeCluster;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@Timeout(60)
class HotListFolderTest {
  private static final String CSV = "plate,reason\nHOT1234,stolen\n";

  @TempDir Path root;
  private final MemoryAudit audit = new MemoryAudit();
  private Path folder;
  private SqlStore store;
  private HotListCenter center;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createDirectory(root.resolve("in"));
    store = RealStore.open(root);
    HotListIndex index = new HotListIndex();
    center = new HotListCenter(store, audit, new MemoryBus(), index, Clock.systemUTC());
    index.awaitLoaded();
  }

  @AfterEach
  void stop() {
    center.close();
    store.close();
  }

  private HotListFolder open(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("list", "stolen");
    values.put("owner", "Demo PD");
    values.put("folder", folder.toString());
    values.put("poll_seconds", 1);
    values.putAll(more);
    return new HotListFolder(Configs.of(HotListFolderConfig.class, values), center);
  }

  private Optional<HotList> list() {
    return center.all().stream().filter(l -> l.name().equals("stolen")).findFirst();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void aFileIsImportedAndOneThatIsNoListPutAside() throws Exception {
    Files.writeString(folder.resolve("a.csv"), CSV);
    Files.writeString(folder.resolve("b.html"), "<html>\n");
    Files.writeString(folder.resolve("c.csv.part"), CSV);
    try (HotListFolder open = open(Map.of("priority", 1, "source", "State"))) {
      await(() -> Files.exists(folder.resolve("done/a.csv")));
      await(() -> Files.exists(folder.resolve("failed/b.html")));
    }
    HotList list = list().orElseThrow();
    assertThat(list.entries()).isEqualTo(1);
    assertThat(list.terms().priority()).isEqualTo(1);
    assertThat(list.importedBy()).isEqualTo("hotlist-folder");
    assertThat(folder.resolve("c.csv.part")).exists();
    assertThat(audit.records()).extracting(r -> r.action()).containsExactly("hotlist.import");
  }

  @Test
  void whatCannotBeOnRecordStaysAndIsTakenLater() throws Exception {
    audit.down(true);
    Files.writeString(folder.resolve("a.csv"), CSV);
    try (HotListFolder open = open(Map.of("enabled", "false"))) {
      open.look();
      open.look();
      assertThat(folder.resolve("a.csv")).exists();
      audit.down(false);
      open.look();
      assertThat(folder.resolve("done/a.csv")).exists();
    }
    assertThat(list()).isPresent();
  }

  @Test
  void theSameFileFetchedAgainMakesTheListNoNewer() throws Exception {
    try (HotListFolder open = open(Map.of("enabled", "false"))) {
      for (int i = 0; i < 2; i++) {
        write("a.csv", 7);
        open.look();
        open.look();
        assertThat(folder.resolve("a.csv")).doesNotExist();
      }
      assertThat(audit.records()).hasSize(1);
      write("a.csv", 8);
      open.look();
      open.look();
      assertThat(audit.records()).hasSize(2);
    }
  }

  @Test
  void inAClusterOnlyWhoLeadsLooks() throws Exception {
    FakeCluster cluster = new FakeCluster("a", "b");
    cluster.lead("b");
    try (HotListFolder open = open(Map.of("enabled", "false"))) {
      open.setCluster(cluster.node("a"));
      Files.writeString(folder.resolve("a.csv"), CSV);
      open.look();
      open.look();
      assertThat(folder.resolve("a.csv")).exists();
      cluster.lead("a");
      open.look();
      open.look();
      assertThat(folder.resolve("done/a.csv")).exists();
    }
  }

  @Test
  void aFileThatStillGrowsIsLeftAndALinkIsNotFollowed() throws Exception {
    FolderFiles files = new FolderFiles(folder, "*", 2);
    Path growing = Files.writeString(folder.resolve("a.csv"), "plate\n");
    Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("/etc/passwd"));
    assertThat(files.ready()).isEmpty();
    Files.writeString(growing, "plate\nA1\n");
    assertThat(files.ready()).isEmpty();
    assertThat(files.ready()).containsExactly(growing);
  }

  @Test
  void theNewestFilesStayAndTheOldestComeFirst() throws Exception {
    FolderFiles files = new FolderFiles(folder, "*.csv", 2);
    for (int i = 3; i > 0; i--) {
      write("n" + i + ".csv", i);
    }
    files.ready();
    List<Path> ready = files.ready();
    assertThat(ready)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("n1.csv", "n2.csv", "n3.csv");
    for (Path path : ready) {
      files.done(path);
    }
    assertThat(folder.resolve("done").toFile().list())
        .containsExactlyInAnyOrder("n2.csv", "n3.csv");
  }

  private void write(String name, int hour) throws IOException {
    Path file = Files.writeString(folder.resolve(name), CSV);
    Files.setLastModifiedTime(file, FileTime.from(hour, TimeUnit.HOURS));
  }

  @Test
  void aWrongKeyIsNamed() {
    assertThatThrownBy(() -> open(Map.of("list", "../x"))).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> open(Map.of("layout", "xls"))).hasMessageStartingWith("layout: ");
    assertThatThrownBy(() -> open(Map.of("folder", "here"))).hasMessageStartingWith("folder: ");
    assertThatThrownBy(() -> open(Map.of("owner", ""))).hasMessageStartingWith("owner: ");
    assertThatThrownBy(() -> open(Map.of("priority", 9))).hasMessageStartingWith("priority: ");
  }
}
