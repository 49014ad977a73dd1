package org.watchfloor.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in the directory, it is read without an exception and never taken for an entry. */
class LineFuzzTest {
  @TempDir Path folder;

  @Test
  void damagedLinesAreNoEntries() {
    byte[] body = EntryCodec.body(Log.NOON.instant(), EntryCodec.encode(Log.record(1)));
    byte[] good = Line.make(1, body, Line.NO_PREV).bytes();
    assertThat(Line.of(good)).isPresent();
    Random random = new Random(20261124);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = mutated(good, random);
      EntryCodec.decode(bad);
      if (!Arrays.equals(bad, good)) {
        assertThat(Line.of(bad)).isEmpty();
      }
    }
  }

  @Test
  void aDamagedFileIsOpenedAndGoneOnWith() throws Exception {
    byte[] good = new Log(folder.resolve("good")).with(5, 1 << 20).bytes(1);
    Random random = new Random(42);
    for (int i = 0; i < 150; i++) {
      Log log = new Log(folder.resolve("bad-" + i));
      Files.createDirectories(log.directory());
      Files.write(log.file(1), mutated(good, random));
      try (FileAudit audit = log.open()) {
        long head = audit.head();
        audit.record(Log.record(6));
        assertThat(audit.head()).isEqualTo(head + 1);
        assertThat(audit.read(head, 1)).hasSize(1);
        audit.verify();
      }
    }
  }

  @Test
  void aLineWithoutAnEndFillsNoMemory() throws Exception {
    Path file = Files.write(folder.resolve("long"), new byte[3 << 20]);
    try (LineReader reader = new LineReader(file, 0, 3 << 20)) {
      assertThat(reader.next()).hasSize(LineReader.MAX_LINE);
      assertThat(reader.terminated()).isFalse();
      assertThat(reader.next()).isNull();
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      case 1 -> {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        int at = random.nextInt(bad.length);
        longer.write(bad, 0, at);
        longer.write(random.nextInt(256));
        longer.write(bad, at, bad.length - at);
        bad = longer.toByteArray();
      }
      default -> {
        for (int n = random.nextInt(8) + 1; n > 0; n--) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return bad;
  }
}
