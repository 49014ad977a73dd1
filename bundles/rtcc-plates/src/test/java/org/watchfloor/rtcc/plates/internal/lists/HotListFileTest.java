package org.watchfloor.rtcc.plates.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.watchfloor.rtcc.api.plates.HotListImport.Fault;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.PlateText;

@Timeout(60)
class HotListFileTest {
  private static final String HEADER = "plate,state,reason,agency,entered,expires\n";
  private static final Path SAMPLES =
      Path.of("/work/shared/samples/lpr/hotlist/state-layout-examples.tsv");

  /** One line of each layout, of the sample file or made after the description of the layout. */
  private static final List<String> LINES =
      List.of(
          "csv|" + HEADER + "HOT1234,NC,\"stolen, vehicle\",Demo PD,2026-11-24,2026-12-31",
          "fl|STOLEN LICENSE PLATE;FL0123456;TALLAHASSEE POLICE DEPARTMENT;11-1234;;P123456789;"
              + "P554433221;01/03/2019;N;01/01/2019 00:03:00;HOT1234;2019;FL;PC;"
              + "01/06/2019 16:03:04",
          "tx-tcic|TW1026325915,HOT1234,TX,2009,FORD,TK,PK,WHI",
          "tx-ncic|C165399977,0H0671200,20200124,HOT1234,0H,2021,2009,D0DG,CHA,4D,GRY",
          "oh-leads|1 HOT1234 0H 01/01/2017 04/11/2021 D0DG TL 2015 0NG/WHI M12345678 V987654321",
          "ncic|HEADER 20260101\nV123456789LA057020020190509HOT1234   CA2009MC2009YAMACYLMCBLK",
          "il-leads|HOT1234 WIPCSTOLEN VYR/05 VMA/DODG VMO/MAG VST/4D VCO/RED     DOT/010315"
              + " LDS/V16A0661",
          "ca-doj|HOT1234 CA1220190515\nTOTAL RECORD 1",
          "ny|HOT1234   NYPASXBUICWH",
          "co-ccic|HOT1234   COAttempt To Locate     2002 FORD FOC BLK");

  private final List<HotRow> rows = new ArrayList<>();

  private HotListFile.Read read(String layout, String text) throws IOException {
    rows.clear();
    return HotListFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), layout, rows::addAll);
  }

  private HotListFile.Read csv(String lines) throws IOException {
    return read("", HEADER + lines);
  }

  private List<String> plates() {
    return rows.stream().map(HotRow::plate).toList();
  }

  static List<String> lines() {
    return LINES;
  }

  @ParameterizedTest
  @MethodSource("lines")
  void eachLayoutIsFoundOutAndRead(String line) throws Exception {
    String layout = line.substring(0, line.indexOf('|'));
    String text = line.substring(layout.length() + 1);
    HotListFile.Read found = read("", text + "\n");
    assertThat(found.layout()).isEqualTo(layout);
    assertThat(plates()).containsExactly("HOT1234");
    assertThat(found.faultCount()).isZero();
    assertThat(found.doubt()).isEmpty();
    assertThat(read(layout, text.replace("\n", "\r\n") + "\r\n").entries()).isEqualTo(1);
  }

  @Test
  void theExamplesOfTheStatesAreRead() throws Exception {
    assumeTrue(Files.exists(SAMPLES), () -> "skipped: there is no " + SAMPLES);
    int read = 0;
    for (String line : Files.readAllLines(SAMPLES)) {
      if (!line.startsWith("#")) {
        String example = line.substring(line.indexOf('\t') + 1);
        if (example.equals(line)) {
          example = line.substring(line.indexOf(")") + 1).stripLeading();
        }
        assertThat(read("", example + "\n").entries()).as(line).isEqualTo(1);
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fl | STOLEN LICENSE PLATE | FL | 2019-01-01 | '' | ''",
        "tx-tcic | '' | TX | '' | FORD | WHI",
        "tx-ncic | supervised release | OH | 2020-01-24 | DODG | GRY",
        "oh-leads | stolen vehicle | OH | 2021-04-11 | DODG | ONG/WHI",
        "ncic | stolen vehicle | CA | 2019-05-09 | YAMA | BLK",
        "il-leads | STOLEN | WI | '' | DODG | RED",
        "ca-doj | '' | CA | 2019-05-15 | '' | ''",
        "ny | '' | NY | '' | BUIC | WH",
        "co-ccic | Attempt To Locate | CO | '' | FORD | BLK"
      })
  void theFieldsAreWhereTheLayoutSays(
      String layout, String reason, String state, String entered, String make, String color)
      throws Exception {
    String line = LINES.stream().filter(l -> l.startsWith(layout + "|")).findFirst().orElseThrow();
    read(layout, line.substring(layout.length() + 1));
    HotRow row = rows.get(0);
    assertThat(row.reason()).isEqualTo(reason);
    assertThat(row.state()).isEqualTo(state);
    assertThat(row.entered()).isEqualTo(entered);
    assertThat(row.make()).isEqualTo(make);
    assertThat(row.color()).isEqualTo(color);
    assertThat(row.expires()).isEqualTo(HotEntry.NEVER);
  }

  @Test
  void ohioKeepsTheZeroOfAPlateAndTellsItsOwnReasons() throws Exception {
    read(
        "oh-leads",
        "1 H0T123 0H 01/01/2017 04/11/2021 F0RD FUS 2015 BLK 0H ST0LEN VEHICLE\n"
            + "SP2-1234: more\n");
    assertThat(rows.get(0).plate()).isEqualTo("H0T123");
    assertThat(rows.get(0).reason()).isEqualTo("OH STOLEN VEHICLE");
    assertThat(rows.get(0).make()).isEqualTo("FORD");
    assertThat(rows).hasSize(1);
  }

  @Test
  void michigansRemarkIsNoColour() throws Exception {
    String line =
        "M035777045WIMPD006320200403AHG5263   WI2020PC2003CHEVSUBLLBLK    MISSING PERSON NCIC";
    read("ncic", line + "\n" + line.replace('M', 'Z').replace("ZISSING", "MISSING"));
    assertThat(rows.get(0).color()).isEqualTo("BLK");
    assertThat(rows.get(0).reason()).isEqualTo("missing person");
    assertThat(rows.get(0).reference()).isEqualTo("M035777045");
    assertThat(rows.get(0).agency()).isEqualTo("WIMPD0063");
    assertThat(rows.get(0).vehicle()).isEqualTo("2003 SUB LL");
  }

  @Test
  void aShiftedColumnIsAFaultAndNoOtherPlate() throws Exception {
    String good = "V123456789LA057020020190509HOT1234   CA2009MC2009YAMACYLMCBLK\n";
    HotListFile.Read read = read("ncic", good + " " + good + "too short\n" + good);
    assertThat(read.entries()).isEqualTo(2);
    assertThat(read.faults()).extracting(Fault::line).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOT1234 CA1220190515 | is missing",
        "HOT1234 CA1220190515~TOTAL RECORDS: 2 | says 2, and there are 1",
      })
  void aFileOfCaliforniaThatIsCutOffIsDoubted(String text, String why) throws Exception {
    assertThat(read("ca-doj", text.replace('~', '\n')).doubt().orElse("")).contains(why);
  }

  @Test
  void csvHasAllFieldsAndTheColumnsInAnyOrder() throws Exception {
    csv("hot-1234,NC,\"stolen, \"\"again\"\"\",Demo PD,2026-11-24,2026-12-31\r\n");
    assertThat(rows)
        .containsExactly(
            new HotRow(
                "HOT1234",
                "NC",
                "",
                "stolen, \"again\"",
                "Demo PD",
                "2026-11-24",
                Instant.parse("2027-01-01T00:00:00Z").getEpochSecond(),
                "",
                "",
                "",
                ""));
    read("csv", "Reference,COLOUR,year,model,make,code,plate\nR1,red,2005,F150,Ford,V,A1\n");
    assertThat(rows.get(0))
        .isEqualTo(
            new HotRow(
                "A1", "", "V", "", "", "", HotEntry.NEVER, "Ford", "red", "2005 F150", "R1"));
  }

  @Test
  void csvReadsTimesAndWhatNeverExpires() throws Exception {
    csv("A1,,,,2026-11-24T10:00:00-05:00,2026-11-24T10:00:00-05:00\nB2,,,,,");
    assertThat(rows.get(0).expires())
        .isEqualTo(Instant.parse("2026-11-24T15:00:00Z").getEpochSecond());
    assertThat(rows.get(1).expires()).isEqualTo(HotEntry.NEVER);
  }

  @Test
  void brokenLinesAreLeftOutAndSaid() throws Exception {
    HotListFile.Read read =
        csv(
            "A1,NC,r,a,,\n"
                + ",NC,r,a,,\n"
                + "UNKNOWN,NC,r,a,,\n"
                + "A2,NC,r,a\n"
                + "A3,NC,r,a,yesterday,\n"
                + "\n"
                + "A4,NC,r,a,,2026-13-01\n"
                + "12345678901234567,NC,r,a,,\n"
                + "A5,NC,\"r\"x,a,,\n"
                + "A6,NC,"
                + "r".repeat(201)
                + ",a,,\n"
                + "A7,NC,r,a,,\n");
    assertThat(plates()).containsExactly("A1", "A7");
    assertThat(read.faults()).extracting(Fault::line).containsExactly(3, 4, 5, 6, 8, 9, 10, 11);
    assertThat(read.faults())
        .extracting(Fault::reason)
        .satisfiesExactly(
            r -> assertThat(r).isEqualTo("plate: is missing"),
            r -> assertThat(r).startsWith("plate: \"UNKNOWN\""),
            r -> assertThat(r).startsWith("4 fields, 6 are expected"),
            r -> assertThat(r).startsWith("entered: \"yesterday\""),
            r -> assertThat(r).startsWith("expires: \"2026-13-01\""),
            r -> assertThat(r).startsWith("plate: "),
            r -> assertThat(r).contains("quote"),
            r -> assertThat(r).startsWith("reason: 201 characters"));
    assertThat(read.faultCount()).isEqualTo(8);
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLineOnly() throws Exception {
    HotListFile.Read read =
        csv(
            "A1,NC,\"stolen,a,,\n"
                + "A2,NC,r,a,,\n"
                + "A3,NC,\"armed, dangerous\",a,,\n"
                + "A4,NC,5\" pipe,a,,\n"
                + "A5,NC,r,a,,\n"
                + "A6,NC,\"r,a,,\n"
                + "A7,NC,r,a,,");
    assertThat(plates()).containsExactly("A2", "A3", "A4", "A5", "A7");
    assertThat(read.faults()).extracting(Fault::line).containsExactly(2, 7);
  }

  @Test
  void aFieldMayHaveSeveralLinesAndNumbersStayRight() throws Exception {
    HotListFile.Read read = csv("A1,NC,\"one\r\ntwo\nthree\",a,,\r\n,x\r\nA2,NC,r,a,,\r\n");
    assertThat(rows.get(0).reason()).isEqualTo("one two three");
    assertThat(plates()).containsExactly("A1", "A2");
    assertThat(read.faults()).extracting(Fault::line).containsExactly(5);
  }

  @Test
  void aByteOrderMarkIsTakenAndALineThatIsNotUtf8IsAFault() throws Exception {
    byte[] text =
        ("\uFEFFPlate, \"Reason\"\r\nA1,\u00e4\r\nA2,x\r\n").getBytes(StandardCharsets.UTF_8);
    HotListFile.Read read = HotListFile.read(new ByteArrayInputStream(text), "", rows::addAll);
    assertThat(read.entries()).isEqualTo(2);
    byte[] latin = "plate,reason\nA1,\u00e4\nA2,x\n".getBytes(StandardCharsets.ISO_8859_1);
    rows.clear();
    read = HotListFile.read(new ByteArrayInputStream(latin), "csv", rows::addAll);
    assertThat(plates()).containsExactly("A2");
    assertThat(read.faults()).containsExactly(new Fault(2, "is not UTF-8"));
  }

  @Test
  void whatIsNoHotListIsRefused() {
    assertThatThrownBy(() -> read("", "")).hasMessageStartingWith("file: there is no line");
    assertThatThrownBy(() -> read("csv", "")).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> read("", "<html>\n<body>sign in</body>\n</html>\n"))
        .hasMessageStartingWith("file: its layout is none of [csv, ");
    assertThatThrownBy(() -> read("csv", "state,reason\nA,B"))
        .hasMessageContaining("names no column plate");
    assertThatThrownBy(() -> read("csv", "plate,colour,color\nA,B,C"))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> csv("?,,,,,\n")).hasMessageContaining("line 2: plate");
    assertThatThrownBy(() -> read("none", "x")).hasMessageStartingWith("layout: ");
  }

  @Test
  void aListMayBeEmptyWhereItsFileSaysSo() throws Exception {
    assertThat(csv("").entries()).isZero();
    assertThat(read("ca-doj", "TOTAL RECORD 0\n").entries()).isZero();
  }

  @Test
  void aLineThatIsTooLongIsAFaultAndTheFirstHundredAreNamed() throws Exception {
    HotListFile.Read read =
        csv("x".repeat(5_000) + ",,,,,\n" + ",,,,,\n".repeat(150) + "A1,,,,,\n");
    assertThat(read.faults()).hasSize(100);
    assertThat(read.faults().get(0).reason()).contains("at most 4096");
    assertThat(read.faultCount()).isEqualTo(151);
    assertThat(plates()).containsExactly("A1");
  }

  @Test
  void aFileThatBreaksOffIsNoShorterList() {
    InputStream broken =
        new InputStream() {
          private int left = 200;

          @Override
          public int read() throws IOException {
            // InputStream.read(byte[]) swallows the first of them behind other bytes
            if (left-- <= 0) {
              throw new IOException("the connection is gone");
            }
            return HEADER.charAt((199 - left) % HEADER.length());
          }
        };
    assertThatThrownBy(() -> HotListFile.read(broken, "csv", rows::addAll))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aMillionLinesAreReadWithoutBeingHeld() throws Exception {
    byte[] line =
        "V123456789LA057020020190509HOT1234   CA2009MC2009YAMACYLMCBLK\n"
            .getBytes(StandardCharsets.UTF_8);
    int lines = 1_000_000;
    InputStream in =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            throw new IllegalStateException("read byte by byte");
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            long left = (long) lines * line.length - at;
            int given = (int) Math.min(length, left);
            for (int i = 0; i < given; i++) {
              buffer[from + i] = line[(int) (at++ % line.length)];
            }
            return left == 0 ? -1 : given;
          }
        };
    int[] most = {0};
    HotListFile.Read read =
        HotListFile.read(in, "ncic", chunk -> most[0] = Math.max(most[0], chunk.size()));
    assertThat(most[0]).isEqualTo(5_000);
    assertThat(read.entries()).isEqualTo(lines);
  }

  @Test
  void whatAStreamSaysAfterItsEndIsNotRead() throws Exception {
    InputStream twice =
        new InputStream() {
          private int given;

          @Override
          public int read() {
            throw new IllegalStateException("read byte by byte");
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            if (given++ % 2 == 1) {
              return -1;
            }
            byte[] text = "plate\nA1\n".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, buffer, from, text.length);
            return text.length;
          }
        };
    assertThat(HotListFile.read(twice, "csv", rows::addAll).entries()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anyTextEitherGivesEntriesOrACleanRefusal(String line) throws Exception {
    String layout = line.substring(0, line.indexOf('|'));
    String good = (line.substring(layout.length() + 1) + "\n").repeat(3);
    Random random = new Random(20261124);
    String alphabet = "\",;|\n\r?*A1-:TZ/ 0O\u0000\uD83D\uDE00\u0130\u00e9;'%_";
    int taken = 0;
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int m = random.nextInt(6); m >= 0; m--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.deleteCharAt(at);
        }
      }
      int lines = (int) text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
      for (String named : List.of(layout, "")) {
        try {
          HotListFile.Read read = read(named, text.toString());
          taken += read.entries();
          assertThat(read.entries() + read.faultCount()).isBetween(0, lines);
          assertThat(rows)
              .allSatisfy(r -> assertThat(PlateText.exact(r.plate())).contains(r.plate()));
          assertThat(read.faults()).allSatisfy(f -> assertThat(f.line()).isBetween(1, lines));
        } catch (IllegalArgumentException e) {
          assertThat(e.getMessage()).matches("(?s)(file|layout): .*");
        }
      }
    }
    assertThat(taken).isGreaterThan(3_000);
  }
}
