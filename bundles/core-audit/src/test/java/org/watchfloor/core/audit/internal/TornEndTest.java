package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditEntry;

/** A log after a kill or a power cut goes on with every entry that was acknowledged. */
class TornEndTest {
  @TempDir Path folder;

  @Test
  void whereverTheLastLineIsTornTheLinesBeforeStay() throws Exception {
    byte[] whole = new Log(folder.resolve("whole")).with(3, 1 << 20).bytes(1);
    int last = whole.length - 1;
    while (whole[last - 1] != '\n') {
      last--;
    }
    for (int length = last + 1; length < whole.length; length += 7) {
      Log log = new Log(folder.resolve("torn-" + length));
      Files.createDirectories(log.directory());
      Files.write(log.file(1), Arrays.copyOf(whole, length));
      try (FileAudit audit = log.open()) {
        assertThat(audit.verify()).isEmpty();
        assertThat(audit.head()).as("two entries and the repair").isEqualTo(3);
        AuditEntry repair = audit.read(2, 1).get(0);
        assertThat(repair.record().action()).isEqualTo("audit.repair");
        assertThat(repair.record().facts())
            .isEqualTo(
                Map.of(
                    "bytes",
                    Integer.toString(length - last),
                    "set-aside-in",
                    "audit-00000001.jsonl.torn"));
        audit.record(Log.record(4));
        assertThat(audit.verify()).isEmpty();
      }
      assertThat(Files.readAllBytes(log.directory().resolve("audit-00000001.jsonl.torn")))
          .isEqualTo(Arrays.copyOfRange(whole, last, length));
    }
  }

  @Test
  void aFileOfNothingButRubbishIsSetAside() throws Exception {
    Log log = new Log(folder).with(2, 1);
    Files.write(log.file(3), new byte[5_000]);
    Files.write(log.directory().resolve("audit-00000003.jsonl.torn"), new byte[1]);
    try (FileAudit audit = log.open()) {
      assertThat(audit.head()).isEqualTo(3);
      assertThat(audit.verify()).isEmpty();
    }
    assertThat(log.directory().resolve("audit-00000003.jsonl.torn-2")).hasSize(5_000);
  }

  @Test
  void anEmptyNewestFileIsGoneOnWith() throws Exception {
    Log log = new Log(folder).with(2, 1 << 20);
    LogFiles.create(log.file(2));
    try (FileAudit audit = log.open()) {
      audit.record(Log.record(3));
      assertThat(audit.head()).isEqualTo(3);
    }
    assertThat(log.lines(2)).hasSize(1);
    assertThat(log.verdict()).startsWith("HOLDS: 3 ");
  }

  @Test
  void damageBeforeTheEndIsNotTakenForATornEnd() throws Exception {
    Log log = new Log(folder).with(3, 1 << 20);
    byte[] bytes = log.bytes(1);
    bytes[100] ^= 1;
    Files.write(log.file(1), bytes);
    try (FileAudit audit = log.open()) {
      assertThat(audit.head()).isEqualTo(3);
      assertThat(audit.verify()).hasValueSatisfying(f -> assertThat(f).startsWith("entry 1 "));
    }
  }

  @Test
  @Timeout(20)
  void aKilledProcessLosesNothingThatItAcknowledged() throws Exception {
    Log log = new Log(folder);
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long acknowledged = 0;
    try (BufferedReader said = new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
      while (acknowledged < 300) {
        acknowledged = Long.parseLong(said.readLine());
      }
      writer.toHandle().destroyForcibly(); // by the handle, so that what it said can still be read
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        // Of the last line the end may be missing: then it is a smaller number.
        acknowledged = line.isEmpty() ? acknowledged : Math.max(acknowledged, Long.parseLong(line));
      }
    }
    writer.waitFor();
    // A kill seldom tears a line; a power cut does.
    Path newest = log.files().get(log.files().size() - 1);
    Files.writeString(newest, "{\"number\":9", StandardOpenOption.APPEND);
    try (FileAudit audit = log.open(16 << 10)) {
      assertThat(audit.verify()).isEmpty();
      assertThat(audit.head()).isGreaterThan(acknowledged);
      audit.record(Log.record(1));
    }
    assertThat(log.verdict()).startsWith("HOLDS");
  }

  /** Records for ever, and says after each how many are acknowledged. */
  static final class Endless {
    public static void main(String[] arguments) {
      FileAudit audit = new Log(Path.of(arguments[0])).open(16 << 10);
      for (int i = 1; ; i++) {
        audit.record(Log.record(i));
        System.out.println(i);
      }
    }
  }
}
