package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Role;

/** Packages go to a file, within limits, and nothing of them is left behind. */
class UploadsTest {
  private static final String PLANS = "/api/v1/plugin-plans";

  @TempDir Path folder;

  private TestCenter center;
  private String folderBefore = "";

  @BeforeEach
  void start() throws Exception {
    folderBefore = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", folder.toString());
    center = new TestCenter();
  }

  @AfterEach
  void stop() throws Exception {
    System.setProperty("java.io.tmpdir", folderBefore);
    center.close();
  }

  @Test
  void aPackageArrivesWholeAndItsFileIsGone() throws Exception {
    byte[] bytes = archive(3_000_000);
    for (String type : List.of("application/octet-stream", "application/zip; charset=utf-8")) {
      HttpResponse<String> answer = center.send(upload("?name=C:%5Ctmp%5Criver.kar", type, bytes));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
    String received = "river.kar " + bytes.length + " " + Arrays.hashCode(bytes);
    assertThat(center.plugins.received).containsExactly(received, received);
    assertThat(center.audit.actions()).containsOnly("plugin.plan river.kar");
    assertNothingLeft();
  }

  @Test
  void aPackageWithoutALengthArrivesAsWell() throws Exception {
    byte[] bytes = archive(1_000_000);
    HttpRequest.Builder request =
        center
            .as(center.all, PLANS)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    assertThat(center.send(request).statusCode()).isEqualTo(201);
    assertThat(center.plugins.received)
        .containsExactly("upload " + bytes.length + " " + Arrays.hashCode(bytes));
  }

  @Test
  void onePackageThatIsRefusedLeavesNothing() throws Exception {
    HttpResponse<String> answer =
        center.send(upload("?name=x.kar", "application/zip", new byte[100_000]));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("x.kar: is no zip archive");
    HttpResponse<String> empty = center.send(upload("", "application/zip", new byte[0]));
    assertThat(empty.statusCode()).isEqualTo(400);
    HttpResponse<String> name =
        center.send(upload("?name=a%00b", "application/zip", archive(1000)));
    assertThat(name.statusCode()).isEqualTo(400);
    assertThat(name.body()).contains("\"name\"");
    assertNothingLeft();
  }

  @Test
  void oneThatIsTooLargeIs413WithOrWithoutALength() throws Exception {
    byte[] bytes = archive(TestCenter.MAX_FILE_BYTES + 1);
    HttpResponse<String> said = center.send(upload("", "application/zip", bytes));
    assertThat(said.statusCode()).isEqualTo(413);
    assertThat(said.body()).contains(String.valueOf(TestCenter.MAX_FILE_BYTES));
    HttpRequest.Builder chunked =
        center
            .as(center.all, PLANS)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    assertThat(center.send(chunked).statusCode()).isEqualTo(413);
    assertThat(center.plugins.received).isEmpty();
    assertNothingLeft();
  }

  @Test
  void theJsonOfTheSameRouteStaysSmall() throws Exception {
    HttpResponse<String> json = center.post(PLANS, "{\"address\":\"/" + "x".repeat(20_000) + "\"}");
    assertThat(json.statusCode()).isEqualTo(413);
    HttpResponse<String> type = center.send(upload("", "text/plain", archive(10)));
    assertThat(type.statusCode()).isEqualTo(415);
    assertThat(type.headers().firstValue("Accept"))
        .contains("application/json, application/octet-stream, application/zip");
  }

  @Test
  void onlyAnAdministratorsFileIsWritten() throws Exception {
    String viewer = center.access.tokenOf("vera", Role.VIEWER);
    HttpRequest.Builder request =
        center
            .as(viewer, PLANS)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofByteArray(archive(50_000)));
    assertThat(center.send(request).statusCode()).isEqualTo(403);
    assertNothingLeft();
  }

  @Test
  void oneThatBreaksOffLeavesNothing() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", center.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + PLANS
                      + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\n"
                      + "Content-Length: 100000\r\nAuthorization: Bearer "
                      + center.all
                      + "\r\n\r\nPK and more")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      await(() -> left() == 1);
    }
    await(() -> left() == 0);
    assertThat(center.plugins.received).isEmpty();
  }

  @Test
  void aDiskThatCannotBeWrittenIsA503() throws Exception {
    System.setProperty("java.io.tmpdir", folder.resolve("none").toString());
    HttpResponse<String> answer = center.send(upload("", "application/zip", archive(9_000)));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain(folder.toString());
    System.setProperty("java.io.tmpdir", folder.toString());
    assertThat(center.send(upload("", "application/zip", archive(9_000))).statusCode())
        .isEqualTo(201);
  }

  @Test
  void whatAKilledCenterLeftIsRemoved() throws Exception {
    Files.createFile(folder.resolve("watchfloor-upload-1.part"));
    Files.createFile(folder.resolve("other.part"));
    KeptInFile.clean(folder);
    KeptInFile.clean(folder.resolve("none"));
    assertThat(left()).isEqualTo(1);
  }

  private HttpRequest.Builder upload(String query, String type, byte[] bytes) {
    return center
        .as(center.all, PLANS + query)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(bytes));
  }

  private static byte[] archive(int length) {
    byte[] bytes = new byte[length];
    new Random(20261124).nextBytes(bytes);
    bytes[0] = 'P';
    bytes[1] = 'K';
    return bytes;
  }

  /** The answer is out a moment before the file is gone. */
  private void assertNothingLeft() throws Exception {
    await(() -> left() == 0);
  }

  private long left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      Thread.sleep(10);
    }
  }
}
