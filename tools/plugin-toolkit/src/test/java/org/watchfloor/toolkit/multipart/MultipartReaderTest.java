package org.watchfloor.toolkit.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.Message;

class MultipartReaderTest {
  private static final String TYPE = "multipart/mixed; boundary=boundary";
  private static final String XML = "Content-Type: application/xml; charset=\"UTF-8\"\r\n";

  @Test
  void partsComeInOrderWithTheirHeaders() throws Exception {
    String form = "Content-Disposition: form-data; name=\"anpr.xml\"; filename=\"x\"\r\n" + XML;
    List<Part> parts =
        read("--boundary\r\n" + form + "\r\n<a/>\r\n--boundary\r\n\r\n\r\n--boundary--\r\n");
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).name()).isEqualTo("anpr.xml");
    assertThat(parts.get(0).contentType()).isEqualTo("application/xml");
    assertThat(parts.get(0).header("content-type")).endsWith("\"UTF-8\"");
    assertThat(parts.get(0).text()).isEqualTo("<a/>");
  }

  @Test
  void aPictureMayHoldTheDelimiter() throws Exception {
    String jpeg = "\u00FF\u00D8\u00FF--boundary\r\n";
    List<Part> parts =
        read(
            "--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: "
                + jpeg.length()
                + "\r\n\r\n"
                + jpeg
                + "\r\n--boundary\r\n"
                + XML
                + "\r\n<b/>\r\n--boundary--");
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).isJpeg()).isTrue();
    assertThat(parts.get(0).length()).isEqualTo(jpeg.length());
    assertThat(parts.get(1).text()).isEqualTo("<b/>");
  }

  /** As cameras were seen to send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--boundary\n<h>\n<a/>\n--boundary\n<h>\n<b/>\n--boundary--\n",
        "--boundary\r\n<h>\r\n<a/>--boundary\r\n<h>\r\n<b/>--boundary--",
        "--boundary\r\n--boundary\r\n<h>\r\n<a/>\r\n--boundary\r\n--boundary\r\n<h>\r\n<b/>\r\n",
        "\r\n\r\n----boundary\r\n<h>\r\n<a/>\r\n----boundary\r\n\r\n<h>\r\n<b/>\r\n----boundary--",
        "--boundary\n\r\n<h>\r\n<a/>\r\n--boundary\n\r\n<h>\r\n<b/>\r\n--boundary--\r\n",
        "--boundary\n<h>Content-Length:0\n\n<a/>\n--boundary\n<h>\n<b/>\n--boundary--",
        "--boundary\r\n<h>Content-Length: 4\r\n\r\n<a/>\r\n\r\n--boundary\r\n<h>\r\n<b/>\r\n",
        "--boundary\r\n<h>Content-Length: 40\r\n\r\n<a/>\r\n--boundary\r\n<h>\r\n<b/>\r\n",
      })
  void framingThatIsNotToTheLetterIsUnderstood(String body) throws Exception {
    List<Part> parts = read(body.replace("<h>", XML));
    assertThat(parts).extracting(part -> part.text().strip()).containsExactly("<a/>", "<b/>");
  }

  @Test
  void aPartThatIsTooLargeIsSkippedAndTheNextOneRead() throws Exception {
    String big = "x".repeat(5_000);
    String body =
        "--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 5000\r\n\r\n"
            + big
            + "\r\n--boundary\r\n"
            + XML
            + "\r\n<b/>\r\n--boundary--";
    MultipartReader reader = reader(body, 1_000);
    assertThat(reader.next().length()).isZero();
    assertThat(reader.next().text()).isEqualTo("<b/>");
  }

  @Test
  void whatEndsOrGrowsWithoutEndIsAnError() {
    assertThatThrownBy(
            () -> read("--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 9\r\n\r\nabc"))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("3 of 9");
    assertThatThrownBy(() -> read("--boundary\r\n" + "A: b\r\n".repeat(100)))
        .hasMessageContaining("header lines");
    assertThatThrownBy(() -> read("x".repeat(100_000))).hasMessageContaining("no part begins");
    assertThatThrownBy(() -> reader("--boundary\r\n\r\nA:b\r\n\r\n" + "x".repeat(99), 9).next())
        .hasMessageContaining("more than 9 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boundary",
        "--boundary",
        "\"boundary\"",
        "\"--boundary\"",
        " boundary",
        "--boundary; x=y"
      })
  void everySpellingOfABoundaryIsUnderstood(String spelling) throws Exception {
    String body = "--boundary\r\n" + XML + "\r\n<a/>\r\n--boundary\r\n" + XML + "\r\n<b/>";
    String type = "Multipart/X-Mixed-Replace;boundary=" + spelling;
    assertThat(all(new MultipartReader(in(body), type, 1_000)))
        .extracting(Part::text)
        .containsExactly("<a/>", "<b/>");
  }

  @Test
  void aReaderThatRefusesEndsAtAPartThatIsTooLarge() throws Exception {
    String said = "--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 1001\r\n\r\n";
    String unsaid = "--boundary\r\nContent-Type: image/jpeg\r\n\r\n" + "x".repeat(2_000);
    for (String body : List.of(said, unsaid)) {
      MultipartReader reader = MultipartReader.refusing(in(body), TYPE, 1_000);
      assertThatThrownBy(reader::next)
          .isInstanceOf(PartTooLarge.class)
          .hasMessage("a part has more than 1000 bytes");
    }
  }

  @Test
  void anyBytesGivePartsOrAClearRefusal() {
    Random random = new Random(15);
    String picture = "\u00FF\u00D8\u00FF" + "p".repeat(300);
    String head = "--boundary\r\nContent-Type: image/jpeg\r\n";
    String said = head + "Content-Length: " + picture.length() + "\r\n\r\n" + picture + "\r\n";
    byte[] good =
        (said + head + "\r\n" + picture + "\r\n" + said + "--boundary--").getBytes(ISO_8859_1);
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int n = random.nextInt(10); n >= 0; n--) {
        // most of the meaning is in the first bytes: headers and the delimiter
        int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(100);
        if (at < bytes.length) {
          bytes[at] = (byte) random.nextInt(256);
        }
      }
      try {
        for (Part part : all(new MultipartReader(new ByteArrayInputStream(bytes), TYPE, 1_000))) {
          assertThat(part.length()).isLessThanOrEqualTo(1_000 + "--boundary".length() + 2);
        }
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "application/json; boundary=x", "multipart/mixed", "multipart/x; boundary=--"})
  void aContentTypeWithoutBoundaryIsRefused(String type) {
    assertThatThrownBy(
            () -> new MultipartReader(new ByteArrayInputStream(new byte[0]), type, 1_000))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aMessageGivesItsPartsOrARefusalThatSaysWhy() throws Exception {
    String body = "--boundary\r\n" + XML + "\r\n<a/>\r\n--boundary\r\n" + XML + "\r\n<b/>";
    assertThat(Multipart.parts(message(body), 2)).hasSize(2);
    assertThatThrownBy(() -> Multipart.parts(message(body), 1))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("body: has more than 1 parts");
    assertThatThrownBy(() -> Multipart.parts(message(""), 1))
        .hasMessage("body: is multipart and has no part");
    String cut = body + "\r\n--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 9\r\n\r\nab";
    assertThat(Multipart.parts(message(cut), 9)).as("what came whole is kept").hasSize(2);
  }

  private static Message message(String body) {
    byte[] bytes = body.getBytes(ISO_8859_1);
    return new Message(bytes, TYPE, Map.of(), Instant.EPOCH);
  }

  private static MultipartReader reader(String body, int maxBytes) throws IOException {
    return new MultipartReader(in(body), TYPE, maxBytes);
  }

  private static InputStream in(String body) {
    return new ByteArrayInputStream(body.getBytes(ISO_8859_1));
  }

  private static List<Part> read(String body) throws IOException {
    return all(reader(body, 100_000));
  }

  private static List<Part> all(MultipartReader reader) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Part part = reader.next(); part != null; part = reader.next()) {
      parts.add(part);
    }
    return parts;
  }
}
