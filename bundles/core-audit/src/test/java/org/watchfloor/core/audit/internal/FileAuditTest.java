package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.health.HealthResult.Level;

class FileAuditTest {
  @TempDir Path folder;

  private Log log() {
    return new Log(folder.resolve("audit"));
  }

  @Test
  void aRecordIsReadAsItWasWritten() {
    AuditRecord record =
        new AuditRecord(
            "token:ci",
            "ssh [::1]",
            "hotlist.import",
            "stolen \"list\"\n\u0000\u2028 äß 🚔",
            Outcome.DENIED,
            "",
            Map.of("line\n", "}\",\"hash\":\""));
    try (FileAudit audit = log().open()) {
      assertThat(audit.head()).isZero();
      assertThat(audit.verify()).isEmpty();
      audit.record(record);

      AuditEntry entry = audit.read(0, 10).get(0);
      assertThat(entry.record()).isEqualTo(record);
      assertThat(entry.number()).isEqualTo(1);
      assertThat(entry.at()).isEqualTo(Log.NOON.instant());
      assertThat(audit.head()).isEqualTo(1);
      assertThat(audit.verify()).isEmpty();
      assertThat(audit.check().level()).isEqualTo(Level.OK);
    }
  }

  /** Whoever keeps old logs must be able to verify them with other tools, so the form is fixed. */
  @Test
  void theFormOfALineIsFixed() throws Exception {
    Log log = log().with(2, 1 << 20);
    String first = log.lines(1).get(0);
    String hash = first.substring(first.length() - 66, first.length() - 2);
    assertThat(first)
        .isEqualTo(
            "{\"number\":1,\"at\":\"2026-11-24T12:00:00.000Z\",\"actor\":\"vera\","
                + "\"origin\":\"https 127.0.0.1\",\"action\":\"plate-read.search\","
                + "\"object\":\"ABC1\",\"outcome\":\"done\",\"reason\":\"stolen vehicle\","
                + "\"facts\":{\"case\":\"case-1\"},\"prev\":\""
                + "0".repeat(64)
                + "\",\"hash\":\""
                + hash
                + "\"}");
    byte[] hashed =
        first.substring(0, first.lastIndexOf(",\"hash\"")).getBytes(StandardCharsets.UTF_8);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed)))
        .isEqualTo(hash);
    assertThat(log.lines(1).get(1)).contains("\"prev\":\"" + hash + "\"");
  }

  @Test
  void onlyTheOwnUserCanReadIt() throws Exception {
    Log log = log().with(1, 1 << 20);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.file(1))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.directory())))
        .isEqualTo("rwx------");
  }

  @Test
  void theLogGoesOnInNewFilesAndAfterARestart() throws Exception {
    Log log = log().with(2_500, 64 << 10);
    assertThat(log.files()).hasSizeGreaterThan(10);
    try (FileAudit audit = log.open(64 << 10)) {
      assertThat(audit.head()).isEqualTo(2_500);
      audit.record(Log.record(2_501));
      assertThat(audit.verify()).isEmpty();
      for (long after : new long[] {0, 1, 999, 1_234, 2_499, 2_500, 2_501}) {
        assertThat(audit.read(after, 3))
            .extracting(AuditEntry::number)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(after + 1, Math.min(after + 3, 2_501)).boxed().toList());
      }
      assertThat(pages(audit, 700)).isEqualTo(LongStream.rangeClosed(1, 2_501).boxed().toList());
    }
    assertThat(log.verdict()).startsWith("HOLDS: 2501 entries, head ");
  }

  private static List<Long> pages(FileAudit audit, int limit) {
    List<Long> numbers = new ArrayList<>();
    for (List<AuditEntry> page = audit.read(0, limit);
        !page.isEmpty();
        page = audit.read(numbers.get(numbers.size() - 1), limit)) {
      page.forEach(entry -> numbers.add(entry.number()));
    }
    return numbers;
  }

  @Test
  void manyAtOnceAreOneChainAndOthersReadMeanwhile() throws Exception {
    try (FileAudit audit = log().open(32 << 10)) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> IntStream.range(0, 100).forEach(i -> audit.record(Log.record(i)))))
              .toList();
      threads.forEach(Thread::start);
      while (threads.stream().anyMatch(Thread::isAlive)) {
        List<Long> seen = pages(audit, 200);
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList());
      }
      assertThat(audit.head()).isEqualTo(800);
      assertThat(audit.verify()).isEmpty();
    }
  }

  @Test
  void aCallerThatIsInterruptedStillIsRecorded() {
    try (FileAudit audit = log().open()) {
      Thread.currentThread().interrupt();
      audit.record(Log.record(1));
      assertThat(Thread.interrupted()).isTrue();
      audit.record(Log.record(2));
      assertThat(audit.verify()).isEmpty();
      assertThat(audit.head()).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeKeptIsRefused() {
    try (FileAudit audit = log().open()) {
      AuditRecord large =
          AuditRecord.done("vera", "local", "alert.dismiss", "x".repeat(EntryCodec.MAX_RECORD));
      assertThatThrownBy(() -> audit.record(large))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alert.dismiss");
      audit.record(AuditRecord.done("half a pair \ud83d", "local", "a.b", ""));
      assertThat(audit.head()).isEqualTo(1);
      assertThat(audit.verify()).isEmpty();
    }
  }

  @Test
  void afterTheEndNothingIsRecorded() {
    FileAudit audit = log().open();
    audit.close();
    assertThatThrownBy(() -> audit.record(Log.record(1)))
        .isInstanceOf(AuditUnavailable.class)
        .hasMessageContaining("must not be done");
  }

  @Test
  void withoutADiskNothingIsDoneUntilItIsBack() throws Exception {
    Log log = log();
    try (FileAudit audit = log.open()) {
      audit.record(Log.record(1));
      Path away = folder.resolve("away");
      Files.move(log.directory(), away);
      Files.createFile(log.directory());

      assertThatThrownBy(() -> audit.record(Log.record(2))).isInstanceOf(AuditUnavailable.class);
      assertThat(audit.check().level()).isEqualTo(Level.CRITICAL);
      assertThatThrownBy(() -> audit.record(Log.record(2))).isInstanceOf(AuditUnavailable.class);

      Files.delete(log.directory());
      Files.move(away, log.directory());
      assertThat(audit.check().level()).isEqualTo(Level.OK);
      audit.record(Log.record(3));
      assertThat(audit.verify()).isEmpty();
      assertThat(audit.read(0, 10))
          .extracting(entry -> entry.record().action())
          .containsExactly("plate-read.search", "audit.resume", "plate-read.search");
    }
    assertThat(log.verdict()).startsWith("HOLDS: 3 ");
  }

  @Test
  void aNameThatIsTakenIsLeftAlone() throws Exception {
    Log log = log();
    Files.createDirectories(log.directory());
    try (FileAudit audit = log.open(100)) {
      audit.record(Log.record(1));
      Files.writeString(log.file(2), "");
      audit.record(Log.record(2));
      assertThat(audit.verify()).isEmpty();
    }
    assertThat(log.file(3)).exists();
    assertThat(log.bytes(2)).isEmpty();
    try (FileAudit audit = log.open(100)) {
      assertThat(audit.head()).isEqualTo(2);
    }
  }
}
