package org.watchfloor.console.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.testkit.core.FakeCluster;

/** The same interface on each node of a center. */
@Timeout(30)
class NodesTest {
  private final FakeCluster cluster = new FakeCluster("a", "b");
  private TestCenter center;

  @BeforeEach
  void start() throws Exception {
    center = new TestCenter();
    center.parts.cluster = cluster.node("b");
  }

  @AfterEach
  void stop() throws Exception {
    center.close();
  }

  /** Number of the first event after what a client says it has seen. */
  private String firstAfter(long seen, Runnable then) throws Exception {
    HttpResponse<java.io.InputStream> answer =
        center.http.send(
            center
                .as(center.all, "/api/v1/events")
                .header("Last-Event-ID", String.valueOf(seen))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      then.run();
      String line = lines.readLine();
      while (line != null && !line.startsWith("id: ")) {
        line = lines.readLine();
      }
      return String.valueOf(line);
    }
  }

  @Test
  void aScreenThatComesFromANodeThatIsAheadGetsNothingTwice() throws Exception {
    center.bus.signal("test.one", "1");
    String first =
        firstAfter(
            3,
            () -> {
              for (int i = 2; i <= 4; i++) {
                center.bus.signal("test.one", String.valueOf(i));
              }
            });
    assertThat(first).isEqualTo("id: 4");
  }

  @Test
  void aNumberThatNoNodeCanHaveBeginsAtTheHead() throws Exception {
    center.bus.signal("test.one", "1");
    assertThat(firstAfter(1_000_000, () -> center.bus.signal("test.one", "2"))).isEqualTo("id: 2");
  }

  @Test
  void aNodeWithoutTheMajorityIsNotReady() throws Exception {
    assertThat(center.send(center.anonymous("/health/ready")).statusCode()).isEqualTo(200);
    cluster.work("b", false);
    HttpResponse<String> answer = center.send(center.anonymous("/health/ready"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"ready\":false").contains("not with the majority");
    assertThat(center.send(center.anonymous("/health/live")).statusCode()).isEqualTo(200);
  }
}
