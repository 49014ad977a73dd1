package org.watchfloor.benchmarks.bus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class RunTest {
  private final Run run = new Run();

  /** All get everything, but the last one, which gets what is given. */
  private void measure(IntConsumer last) throws Exception {
    Peer peer =
        new Peer() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public void publish(int number) {
            for (int i = 0; i < SUBSCRIBERS - 1; i++) {
              run.delivered(i, number);
            }
            last.accept(number);
          }
        };
    run.measure(peer, 1);
  }

  @Test
  void aGapFails() {
    assertThatThrownBy(() -> measure(n -> run.delivered(7, n < 100 ? n : n + 1)))
        .hasMessage("subscriber 7 got 101 after 99");
  }

  @Test
  void aRepeatFails() {
    assertThatThrownBy(
            () ->
                measure(
                    n -> {
                      run.delivered(7, n);
                      if (n == 100) {
                        run.delivered(7, n);
                      }
                    }))
        .hasMessage("subscriber 7 got 100 after 100");
  }

  @Test
  void disorderFails() {
    assertThatThrownBy(() -> measure(n -> run.delivered(7, n == 100 ? 101 : n == 101 ? 100 : n)))
        .hasMessage("subscriber 7 got 101 after 99");
  }

  @Test
  void whatAPeerSaysFails() {
    assertThatThrownBy(
            () ->
                measure(
                    n -> {
                      if (n == 100) {
                        run.failed(new IOException("refused"));
                      }
                      run.delivered(7, n);
                    }))
        .hasMessage("java.io.IOException: refused");
  }

  @Test
  void whatDoesNotEndIsGivenUp() {
    assertThatThrownBy(
            () ->
                Limited.call(
                    "opening",
                    1,
                    () -> {
                      Thread.sleep(60_000);
                      return true;
                    }))
        .hasMessageStartingWith("opening not done within 1 s, was in java.");
  }
}
