package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.audit.AuditRecord;

class AuditBackupTest {
  @TempDir Path folder;

  @Test
  void aCopyIsTheBeginningOfALogThatGrowsAndRotates() throws Exception {
    Path log = folder.resolve("audit");
    try (FileAudit audit = new FileAudit(log, 4_096, 0, Clock.systemUTC())) {
      for (int i = 0; i < 50; i++) {
        audit.record(AuditRecord.done("vera", "local", "test.done", "n" + i));
      }
      AuditBackup backup = new AuditBackup(log);
      Path copy = Files.createDirectory(folder.resolve("copy"));
      Map<String, String> then = backup.write(copy);
      audit.record(AuditRecord.done("vera", "local", "test.done", "later"));
      assertThat(then).containsEntry("entries", "50").containsKey("head");
      assertThat(backup.figures()).containsEntry("entries", "51");
      try (FileAudit restored = new FileAudit(copy, 4_096, 0, Clock.systemUTC())) {
        assertThat(restored.verify()).isEmpty();
        assertThat(restored.head()).isEqualTo(50);
      }
    }
  }

  @Test
  void aLineThatIsBeingWrittenIsLeftOutAndADamagedLogIsNoBackup() throws Exception {
    Path log = folder.resolve("audit");
    try (FileAudit audit = new FileAudit(log, 1 << 20, 0, Clock.systemUTC())) {
      audit.record(AuditRecord.done("vera", "local", "test.done", "one"));
      audit.record(AuditRecord.done("vera", "local", "test.done", "two"));
    }
    Path file = LogFiles.list(log).get(0);
    Files.writeString(file, "{\"n\":3", StandardOpenOption.APPEND);
    AuditBackup backup = new AuditBackup(log);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    assertThat(backup.write(copy)).containsEntry("entries", "2");
    assertThat(backup.figures()).containsEntry("entries", "2");

    Files.writeString(file, Files.readString(file).replace("\"one\"", "\"0ne\""));
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThatThrownBy(() -> backup.write(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("entry 1");
  }
}
