package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.health.HealthResult.Level;

/** Whatever is changed in the files, it is seen, and the entry is named. */
class TamperingTest {
  @TempDir Path folder;
  private Log log;

  @BeforeEach
  void write() {
    log = new Log(folder).with(9, 1_000);
  }

  @Test
  void untouchedItHolds() throws Exception {
    assertThat(log.files()).hasSizeBetween(2, 5);
    assertThat(log.verdict()).startsWith("HOLDS: 9 entries");
  }

  @Test
  void everyBitThatIsChangedIsSeen() throws Exception {
    for (int sequence = 1; sequence <= log.files().size(); sequence++) {
      byte[] bytes = log.bytes(sequence);
      Random random = new Random(sequence);
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << random.nextInt(8));
        Files.write(log.file(sequence), changed);
        assertThat(log.verdict()).as("file %d, byte %d", sequence, i).startsWith("BROKEN: entry ");
      }
      Files.write(log.file(sequence), bytes);
    }
    assertThat(log.verdict()).startsWith("HOLDS");
  }

  @Test
  void aLineThatIsTakenOutSwappedOrDoubledIsNamed() throws Exception {
    List<String> lines = log.lines(1);
    List<String> without = new ArrayList<>(lines);
    without.remove(0);
    log.write(1, without);
    assertThat(log.verdict()).startsWith("BROKEN: entry 1 is broken").contains("number 2 stands");

    List<String> swapped = new ArrayList<>(lines);
    Collections.swap(swapped, 0, 1);
    log.write(1, swapped);
    assertThat(log.verdict()).startsWith("BROKEN: entry 1 ");

    List<String> doubled = new ArrayList<>(lines);
    doubled.add(1, lines.get(0));
    log.write(1, doubled);
    assertThat(log.verdict()).startsWith("BROKEN: entry 2 ");
  }

  @Test
  void aLineThatIsReplacedByAnotherWithARightHashBreaksTheNext() throws Exception {
    List<String> lines = log.lines(1);
    byte[] body = EntryCodec.body(Log.NOON.instant(), EntryCodec.encode(Log.record(4711)));
    lines.set(0, new String(Line.make(1, body, Line.NO_PREV).bytes()));
    log.write(1, lines);
    assertThat(log.verdict())
        .startsWith("BROKEN: entry 2 is broken")
        .contains("does not follow entry 1");
  }

  @Test
  void aFileThatIsGoneIsSeen() throws Exception {
    Files.delete(log.file(1));
    assertThat(log.verdict()).startsWith("BROKEN: entry 1 ");
  }

  @Test
  void theRunningCenterSeesWhatIsDoneBehindItsBack() throws Exception {
    try (FileAudit audit = log.open(1_000)) {
      assertThat(audit.verify()).isEmpty();
      String changed = Files.readString(log.file(1)).replace("stolen vehicle", "stolen vehicl3");
      Files.writeString(log.file(1), changed);

      assertThat(audit.verify()).hasValueSatisfying(f -> assertThat(f).startsWith("entry 1 "));
      assertThat(audit.check().level()).isEqualTo(Level.WARN);
      audit.record(Log.record(10));
      assertThat(audit.read(9, 1)).extracting(AuditEntry::number).containsExactly(10L);
    }
  }

  @Test
  void theRunningCenterSeesThatItsEndWasCutOrItsFileDeleted() throws Exception {
    int last = log.files().size();
    try (FileAudit audit = log.open(1 << 20)) {
      audit.record(Log.record(10));
      byte[] bytes = log.bytes(last);
      Files.write(log.file(last), java.util.Arrays.copyOf(bytes, bytes.length / 2));
      assertThat(audit.verify()).isPresent();
      audit.record(Log.record(11));
      assertThat(audit.head()).as("the chain goes on in a new file").isEqualTo(11);
      assertThat(log.file(last + 1)).exists();

      Files.delete(log.file(last));
      assertThat(audit.verify()).hasValueSatisfying(f -> assertThat(f).contains("missing"));
    }
  }
}
