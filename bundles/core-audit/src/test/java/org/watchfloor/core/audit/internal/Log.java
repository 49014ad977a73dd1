package org.watchfloor.core.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;

/** A log in a directory, as tests make and damage it. */
record Log(Path directory) {
  static final Clock NOON = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  FileAudit open() {
    return open(1 << 20);
  }

  FileAudit open(long rotateBytes) {
    try {
      return new FileAudit(directory, rotateBytes, 0, NOON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes entries and closes. */
  Log with(int entries, long rotateBytes) {
    try (FileAudit audit = open(rotateBytes)) {
      for (int i = 1; i <= entries; i++) {
        audit.record(record(i));
      }
    }
    return this;
  }

  static AuditRecord record(int i) {
    return new AuditRecord(
        "vera",
        "https 127.0.0.1",
        "plate-read.search",
        "ABC" + i,
        Outcome.DONE,
        "stolen vehicle",
        Map.of("case", "case-" + i));
  }

  List<Path> files() throws IOException {
    return LogFiles.list(directory);
  }

  Path file(int sequence) {
    return LogFiles.path(directory, sequence);
  }

  byte[] bytes(int sequence) throws IOException {
    return Files.readAllBytes(file(sequence));
  }

  List<String> lines(int sequence) throws IOException {
    return Files.readAllLines(file(sequence));
  }

  void write(int sequence, List<String> lines) throws IOException {
    Files.writeString(file(sequence), String.join("\n", lines) + "\n");
  }

  /** What the offline verifier says: {@code HOLDS: ...} or {@code BROKEN: ...}. */
  String verdict() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    AuditVerifier.run(new String[] {directory.toString()}, stream, stream);
    return said.toString(StandardCharsets.UTF_8);
  }
}
