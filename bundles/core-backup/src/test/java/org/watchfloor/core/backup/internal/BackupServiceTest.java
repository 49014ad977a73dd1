package org.watchfloor.core.backup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.backup.BackupInfo;
import org.watchfloor.core.api.health.HealthResult;

class BackupServiceTest {
  private static final String VERSION = "1.2.3";

  @TempDir Path folder;
  private Path home;
  private Path file;
  private BackupService service;
  private final FakePart store = new FakePart("store", 10, "users");

  @BeforeEach
  void open() throws IOException {
    home = folder.resolve("home");
    file = folder.resolve("one.zip");
    write("etc/org.watchfloor.x.cfg", "a = b\n");
    write("etc/keys/secret", "hush");
    Files.setPosixFilePermissions(
        home.resolve("etc/keys/secret"), PosixFilePermissions.fromString("rw-------"));
    write("etc/config.properties", "of the build");
    write("etc/org.watchfloor.cluster.cfg", "node = a");
    write("data/watchfloor/sources/s~1/state.json", "{}");
    write("data/watchfloor/ready", "ready");
    write("data/watchfloor/store.db", "being written");
    write("data/watchfloor/store/deep/text", "the part's own");
    write("data/watchfloor/cluster/id", "node a");
    service = service(home);
  }

  private BackupService service(Path where) throws IOException {
    BackupService made = new BackupService(where, VERSION, Clock.systemUTC());
    made.addPart(store);
    made.addPart(new FakePart("journal", 20, "signals"));
    made.addPart(new FakePart("media", 30, "pictures"));
    made.addPart(new FakePart("audit", 80, "acts"));
    return made;
  }

  private void write(String name, String text) throws IOException {
    Path path = home.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @AfterEach
  void close() throws Exception {
    service.stop();
  }

  @Test
  void anArchiveHoldsEveryPartOnceInOrderAndIsForOneUserOnly() throws Exception {
    List<String> said = new ArrayList<>();
    BackupInfo info = service.create(file, said::add);
    assertThat(info.parts())
        .extracting(BackupInfo.Part::name)
        .containsExactly("etc", "store", "journal", "media", "audit", "files");
    assertThat(said).anyMatch(line -> line.contains("journal is copied"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(service.check(file, said::add)).isEqualTo(info);
    assertThat(service.list(file)).isEqualTo(info);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("etc/keys/secret", "files/sources/s~1/state.json", "store/deep/text")
          .doesNotContain(
              "etc/config.properties",
              "files/ready",
              "files/store.db",
              "files/cluster/id",
              "files/store/deep/text");
    }
    assertThat(home.resolve("data/backup.work")).doesNotExist();
    assertThatThrownBy(() -> service.create(file, said::add))
        .hasMessageContaining("is there already");
    assertThatThrownBy(() -> service.create(Path.of("relative.zip"), said::add))
        .hasMessageContaining("whole path");
  }

  @Test
  void withoutAPartThatMattersThereIsNoBackupAndNothingIsLeftOfIt() throws Exception {
    service.removePart(store);
    assertThatThrownBy(() -> service.create(file, line -> {})).hasMessageContaining("\"store\"");
    service.addPart(
        new FakePart("store", 10, "x") {
          @Override
          public Map<String, String> write(Path directory) throws IOException {
            super.write(directory);
            throw new IOException("the disk is full");
          }
        });
    assertThatThrownBy(() -> service.create(file, line -> {})).hasMessageContaining("full");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(home);
    }
    assertThat(home.resolve("data/backup.work")).doesNotExist();
  }

  @Test
  void aRestoreTakesEffectAtTheNextStartAndKeepsWhatWasThere() throws Exception {
    service.create(file, line -> {});
    write("etc/org.watchfloor.x.cfg", "changed\n");
    write("data/cache/bundle1/x", "cached");
    service.stage(file, line -> {});
    assertThat(home.resolve("etc/org.watchfloor.x.cfg")).hasContent("changed");
    assertThat(service.check().level()).isEqualTo(HealthResult.Level.WARN);

    assertThat(run("apply", home.toString())).contains("before-restore-");
    assertThat(home.resolve("etc/org.watchfloor.x.cfg")).hasContent("a = b");
    assertThat(home.resolve("data/watchfloor/store/deep/text")).hasContent("users");
    assertThat(home.resolve("data/watchfloor/ready")).doesNotExist();
    assertThat(home.resolve("data/cache")).doesNotExist();
    assertThat(home.resolve("etc/org.watchfloor.cluster.cfg")).doesNotExist();
    assertThat(home.resolve("etc/org.watchfloor.cluster.cfg.from-backup")).exists();
    assertThat(Trees.mode(home.resolve("etc/keys/secret"))).isEqualTo("600");
    try (var aside = Files.walk(home.resolve("data"))) {
      assertThat(aside.filter(p -> p.endsWith("etc/org.watchfloor.x.cfg")))
          .singleElement()
          .satisfies(p -> assertThat(p).hasContent("changed"));
    }
    assertThat(run("apply", home.toString())).as("nothing is laid ready any more").isEmpty();
  }

  @Test
  void theFirstStartComparesAndSaysWhatIsMissing() throws Exception {
    service.create(file, line -> {});
    Path other = folder.resolve("other");
    assertThat(run("new", other.toString(), file.toString())).contains("restored what");
    store.text = "user";
    BackupService restored = service(other);
    await(() -> Files.exists(other.resolve("data/watchfloor/restored.done.txt")));
    assertThat(restored.check().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(other.resolve("data/watchfloor/restored.differences.txt"))
        .content()
        .contains("store: length was 5 and is 4");
    restored.stop();
    assertThat(run("new", other.toString(), file.toString())).contains("there is a center already");
  }

  @Test
  void aCountMayGrowAndThenAChecksumTellsNothing() {
    Map<String, String> then = Map.of("entries", "5", "crc", "aa");
    assertThat(Comparison.differences("j", then, Map.of("entries", "6", "crc", "bb"))).isEmpty();
    assertThat(Comparison.differences("j", then, Map.of("entries", "5", "crc", "aa"))).isEmpty();
    assertThat(Comparison.differences("j", then, Map.of("entries", "5", "crc", "bb")))
        .containsExactly("j: crc was aa and is bb");
    assertThat(Comparison.differences("j", then, Map.of("entries", "4", "crc", "aa")))
        .containsExactly("j: entries was 5 and is 4");
    assertThat(Comparison.differences("j", then, Map.of())).hasSize(2);
  }

  @Test
  void whatIsNotWholeOrNotOursIsRefusedAndChangesNothing() throws Exception {
    service.create(file, line -> {});
    byte[] bytes = Files.readAllBytes(file);
    refused(java.util.Arrays.copyOf(bytes, bytes.length - 40), "no whole backup");
    byte[] flipped = bytes.clone();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    flipped[text.indexOf("store/deep/text") + "store/deep/text".length() + 2] ^= 0x55;
    refused(flipped, "");
    refused(edited(Map.of("../../evil", "x"), manifest -> manifest), "does not name");
    refused(edited(Map.of(), m -> m.replace("\tdeep/text", "\t../evil")), "not as it should be");
    refused(edited(Map.of(), m -> m.replace("\tdeep/text", "\t/evil")), "not as it should be");
    refused(edited(Map.of(), m -> m.replace("data/watchfloor/store", "../x")), "should be");
    refused(edited(Map.of(), m -> m.replace("version\t1.2.3", "version\t2.0.0")), "major version");
    refused(edited(Map.of(), m -> m.replace("version\t1.2.3", "version\t1.3.0")), "update this");
    refused(
        edited(Map.of(), m -> m.replace("watchfloor-backup\t1", "watchfloor-backup\t2")), "format");
    refused(edited(Map.of(), m -> m.substring(0, m.indexOf("end\t"))), "not whole");
    refused(edited(Map.of("store/deep/text", "other"), m -> m), "SHA-256");
  }

  private interface Edit {
    String of(String manifest);
  }

  private byte[] edited(Map<String, String> entries, Edit edit) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        all.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    entries.forEach((name, value) -> all.put(name, value.getBytes(StandardCharsets.UTF_8)));
    String manifest = new String(all.get(Manifest.NAME), StandardCharsets.UTF_8);
    all.put(Manifest.NAME, edit.of(manifest).getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private void refused(byte[] archive, String reason) throws IOException {
    Path bad = Files.write(folder.resolve("bad.zip"), archive);
    Path target = folder.resolve("target");
    String answer = run("new", target.toString(), bad.toString());
    assertThat(answer).contains("file:").contains(reason.isEmpty() ? "bad.zip" : reason);
    assertThat(target.resolve("etc")).doesNotExist();
    assertThat(target.resolve("data/restore")).doesNotExist();
    assertThat(target.resolve("data/restore.new")).doesNotExist();
    assertThatThrownBy(() -> service.stage(bad, line -> {})).isInstanceOf(BackupFault.class);
    assertThat(home.resolve("data/restore")).doesNotExist();
  }

  /** Each place at which putting in place may be cut off: it is taken up again. */
  @Test
  void whatWasCutOffIsTakenUpAgain() throws Exception {
    service.create(file, line -> {});
    for (int cut = 0; cut < 4; cut++) {
      write("etc/org.watchfloor.x.cfg", "changed\n");
      write("data/watchfloor/store/deep/text", "changed");
      service.stage(file, line -> {});
      Path stage = home.resolve("data/restore");
      Path aside = home.resolve(Files.readString(stage.resolve("aside")).strip());
      Files.createDirectories(aside);
      if (cut > 0) {
        Files.move(home.resolve("etc"), aside.resolve("etc"));
      }
      if (cut > 1) {
        Files.move(stage.resolve("etc"), home.resolve("etc"));
      }
      if (cut > 2) {
        Files.move(home.resolve("data/watchfloor"), aside.resolve("watchfloor"));
      }
      run("apply", home.toString());
      assertThat(home.resolve("etc/org.watchfloor.x.cfg")).as("cut %d", cut).hasContent("a = b");
      assertThat(home.resolve("data/watchfloor/store/deep/text")).hasContent("users");
      assertThat(stage).doesNotExist();
      Trees.delete(aside);
    }
    Files.createDirectories(home.resolve("data/restore/etc"));
    Files.createDirectories(home.resolve("data/restore.new/etc"));
    Files.createDirectories(home.resolve("data/backup.work/store"));
    service(home).stop();
    for (String left : List.of("restore", "restore.new", "backup.work")) {
      assertThat(home.resolve("data").resolve(left)).doesNotExist();
    }
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new Restore(out, out, VERSION, Clock.systemUTC()).run(arguments);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
