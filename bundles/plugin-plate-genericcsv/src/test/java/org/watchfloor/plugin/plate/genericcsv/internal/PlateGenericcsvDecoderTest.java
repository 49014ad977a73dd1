package org.watchfloor.plugin.plate.genericcsv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Decoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.testkit.Configs;

class PlateGenericcsvDecoderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:05:09Z");
  private static final String HEADER = "plate;time\n";
  private static final String LINE = "ABC1234;2026-11-24 14:00:00\n";

  @Test
  void readsTheExportOfTheReadme() throws Exception {
    Map<String, Object> keys =
        Map.of(
            "folder", "/export",
            "header", false,
            "id", "#1",
            "plate", "#2",
            "device", "#3",
            "time", "#4",
            "latitude", "#5",
            "longitude", "#6",
            "region", "'NC'",
            "time_format", "yyyy-MM-dd HH:mm:ss");
    Decoder decoder = open(keys);
    List<Signal> signals =
        decoder
            .decode(message("4711,ABC1234,12,2026-11-24 14:00:00,36.1,-80.2\n", "utf-8"))
            .signals();
    assertThat(signals).hasSize(1);
    Signal signal = signals.get(0);
    assertThat(signal.vendorKey()).isEqualTo("4711");
    assertThat(signal.device()).isEqualTo("12");
    assertThat(signal.occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:00:00Z"));
    assertThat(signal.location()).contains(GeoPoint.of(36.1, -80.2));
    assertThat(((PlateRead) signal.detail()).region()).isEqualTo("NC");
  }

  @Test
  void saysEachBrokenLineAndTakesTheOthers() throws Exception {
    String file =
        HEADER
            + LINE
            + "DEF1234\n"
            + "\n"
            + "GHI1234;soon\n"
            + "\"JKL1234;2026-11-24 14:00:00\n"
            + "\"MNO1234\"x;2026-11-24 14:00:00\n"
            + "PQR1234;2026-11-24 14:15:10\n"
            + "ABCDEFGHIJKLMNOPQ;2026-11-24 14:00:00\n"
            + "noplate;\n"
            + "STU1234;2026-11-24 14:00:01";
    List<Signal> signals = decode(file);
    assertThat(signals.subList(0, 2))
        .extracting(signal -> ((PlateRead) signal.detail()).plate())
        .containsExactly("ABC1234", "STU1234");
    Map<String, Object> report = ((Fields) signals.get(2).detail()).values();
    assertThat(report)
        .containsEntry("file", "reads.csv")
        .containsEntry("taken", 2L)
        .containsEntry("withoutPlate", 1L)
        .containsEntry("broken", 6L);
    assertThat(String.valueOf(report.get("faults")).split(" \\| "))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("line 3: line: has 1 fields, the header has 2"),
            line -> assertThat(line).startsWith("line 5: time: \"soon\" is not iso"),
            line -> assertThat(line).startsWith("line 6: line: has something behind a closing"),
            line -> assertThat(line).startsWith("line 7: line: has something behind a closing"),
            line -> assertThat(line).contains("line 8: time: ").contains("lies in the future"),
            line -> assertThat(line).isEqualTo("line 9: plate: must have at most 16 characters"));
    assertThat(signals.get(2).occurredAt()).isEqualTo(Instant.parse("2026-11-24T14:00:01Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|header: is missing",
        "plate|header: has no column for time: [time]",
        "\"plate|header: has a quotation mark that is not closed",
        "plate;time~A;2026-11-24 14:00:00;x|line 2: line: has 3 fields",
        "plate;time~A;soon~B;later|line 2: time: \"soon\" is not iso",
      })
  void aFileOfWhichNothingCanBeReadIsRefused(String file, String refusal) {
    assertThatThrownBy(() -> decode(file.replace('~', '\n')))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void linesWithinQuotesAndEveryKindOfLineEnd() throws Exception {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String file =
          ("\uFEFFPLATE;Time;note|ABC1234;2026-11-24T14:00:00Z;\"a;|\"\"b\"\"\"|"
                  + "DEF1234;2026-11-24T14:00:00Z;|GHI;no;")
              .replace("|", end);
      List<Signal> signals = decode(file);
      assertThat(signals).hasSize(3);
      assertThat(signals.get(2).detail().toString()).contains("line 5: time");
    }
  }

  @Test
  void linesBeforeTheHeaderAndAnotherEncoding() throws Exception {
    Decoder decoder = open(keys(Map.of("skip_lines", 2, "charset", "windows-1251")));
    String file =
        "Export of \"today\nby somebody\n\n" + HEADER + "\u0410\u0412C12;2026-11-24 14:00:00";
    Signal signal = decoder.decode(message(file, "windows-1251")).signals().get(0);
    assertThat(((PlateRead) signal.detail()).plate()).isEqualTo("ABC12");
    assertThatThrownBy(() -> decode(file.replaceFirst("(?s).*\n(?=plate)", "") + "\uFFFD"))
        .hasMessageStartingWith("line 2: time");
  }

  @Test
  void aFileOfAsManyLinesAsThePlatformTakesAndNotOfMore() throws Exception {
    String lines = LINE.repeat(PlateGenericcsvDecoder.MAX_LINES);
    assertThat(decode(HEADER + lines)).hasSize(PlateGenericcsvDecoder.MAX_LINES);
    String broken = lines.substring(LINE.length()) + "DEF1234;soon\n";
    assertThat(decode(HEADER + broken)).hasSize(9_999);
    assertThatThrownBy(() -> decode(HEADER + lines + LINE))
        .hasMessageStartingWith("body: has more than 9999 lines");
  }

  /** A mark at the beginning of each line must not have the rest of the file read each time. */
  @Test
  void marksThatAreNotClosedCostNoMoreThanTheirLines() {
    assertThatThrownBy(() -> decode(HEADER + "\"a;b\n".repeat(9_999)))
        .hasMessageContaining("9998 lines more");
    assertThatThrownBy(() -> decode(HEADER + "\"" + "a".repeat(4_000_000)))
        .hasMessageStartingWith("line 2: line: is longer than");
  }

  @Test
  void theSameFileIsTheSameSignals() throws Exception {
    String file = HEADER + LINE + "DEF1234;soon";
    assertThat(decode(file)).isEqualTo(decode(file));
    assertThat(decode(file).get(1).vendorKey()).startsWith("file/");
  }

  @Test
  void asksForAServersFolder() throws Exception {
    Map<String, Object> keys =
        Map.of("transport", "sftp", "host", "h", "user", "u", "_password", "p", "host_key", "k x");
    assertThat(new PlateGenericcsvPlugin().inbound(Configs.of(type(), keys(keys))))
        .containsExactly(
            new Inbound.Sftp(
                "h",
                22,
                new Login("u", "p"),
                "",
                "k x",
                "/srv",
                "*.csv",
                Duration.ofSeconds(30),
                8 << 20));
  }

  private static Class<PlateGenericcsvConfig> type() {
    return PlateGenericcsvConfig.class;
  }

  private static Map<String, Object> keys(Map<String, Object> more) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("folder", "/srv");
    keys.put("separator", "semicolon");
    keys.put("plate", "plate");
    keys.put("time", "time");
    keys.putAll(more);
    return keys;
  }

  private static Decoder open(Map<String, Object> keys) throws Exception {
    return new PlateGenericcsvPlugin().open(Configs.of(type(), keys));
  }

  private static List<Signal> decode(String file) throws Exception {
    return open(keys(Map.of())).decode(message(file, StandardCharsets.UTF_8.name())).signals();
  }

  private static Message message(String file, String charset) {
    byte[] body = file.getBytes(Charset.forName(charset));
    return new Message(body, "", Map.of("file-name", "reads.csv"), NOW);
  }
}
