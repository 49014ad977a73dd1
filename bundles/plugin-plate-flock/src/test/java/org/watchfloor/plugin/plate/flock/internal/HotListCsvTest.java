package org.watchfloor.plugin.plate.flock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotListCsvTest {
  private static final String LIST =
      """
      \uFEFFplate,state,code,reason,agency,entered,expires,make,model,color,year,reference
      ABC1234,NC,S,Stolen vehicle,"PD, Demo",2026-11-20,2099-01-31,ford,f150,white,2019,26-1
      "DEF 567",us-va,S,,PD,,2099-01-31T12:00:00-05:00,,,,,26-2

      OLD1,NC,S,Stolen,PD,,2001-01-01,,,,,26-3
      """;

  @TempDir Path folder;

  @Test
  void theColumnsOfTheCentersOwnImportAreTaken() throws Exception {
    HotListCsv.Content content = read(LIST.getBytes(StandardCharsets.UTF_8));
    assertThat(content.faults()).isEmpty();
    assertThat(content.entries()).containsOnlyKeys("ABC1234", "DEF 567");
    Entry first = content.entries().get("ABC1234");
    assertThat(first.state()).isEqualTo("north_carolina");
    assertThat(first.caseNumber()).isEqualTo("26-1");
    assertThat(first.expires()).contains(Instant.parse("2099-02-01T00:00:00Z"));
    Entry second = content.entries().get("DEF 567");
    assertThat(second.reason()).as("the code stands for a reason").isEqualTo("S");
    assertThat(second.expires()).contains(Instant.parse("2099-01-31T17:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'A1,NC,Stolen,26-1'           | fields: 4, 5 are expected",
        "',NC,Stolen,26-1,'            | plate: is missing",
        "'ABCDEFGHIJKLMNOPQ,NC,S,1,'   | plate: must have at most 16 characters",
        "'A1,Ontario,Stolen,26-1,'     | state: is none that Flock knows",
        "'A1,NC,,26-1,'                | reason: must have 1 to 500 characters",
        "'A1,NC,Stolen,,'              | reference: must have 1 to 500 characters",
        "'A1,NC,Stolen,26-1,tomorrow'  | expires: is neither a date",
      })
  void aBrokenLineIsNamedAndTheOthersAreTaken(String line, String fault) throws Exception {
    String list =
        "plate,state,reason,reference,expires\nZ9,,Stolen,26-9,\n" + line + "\nZ8,,S,8,\n";
    HotListCsv.Content content = read(list.getBytes(StandardCharsets.UTF_8));
    assertThat(content.entries()).containsOnlyKeys("Z9", "Z8");
    assertThat(content.faults()).containsOnlyKeys(3L);
    assertThat(content.faults().get(3L)).startsWith(fault);
  }

  @Test
  void aFileThatIsNoneIsRefusedWhole() {
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read(new byte[] {'p', (byte) 0xFF, (byte) 0xFE}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> read("plate,reference\nA1,1\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no column reason");
  }

  /** Whatever a file holds: entries and faults, or a reason why it is none. */
  @Test
  void fuzz() throws Exception {
    Random random = new Random(15);
    byte[] list = LIST.getBytes(StandardCharsets.UTF_8);
    int whole = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] changed = list.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) ",\"\n\r ".charAt(random.nextInt(5));
      }
      try {
        HotListCsv.Content content = read(changed);
        assertThat(content.entries().size()).isLessThanOrEqualTo(4);
        content.faults().forEach((line, fault) -> assertThat(fault).matches("(?s)\\w+: .+"));
        whole++;
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(whole).as("some can still be read").isBetween(100, 950);
  }

  private HotListCsv.Content read(byte[] bytes) throws IOException {
    Path file = folder.resolve("list.csv");
    Files.write(file, bytes);
    return HotListCsv.read(file, Instant.parse("2026-11-24T14:05:09Z"));
  }
}
