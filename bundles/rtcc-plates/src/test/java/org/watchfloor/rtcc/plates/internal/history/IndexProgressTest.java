package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.health.HealthResult;

class IndexProgressTest {
  private final IndexProgress progress = new IndexProgress();

  @Test
  void untilItIsWholeItWarnsAndSaysWhatThatMeans() {
    assertThat(progress.result().level()).isEqualTo(HealthResult.Level.WARN);
    assertThat(progress.result().message()).contains("is being opened. Searches ask the store");
    progress.whole();
    assertThat(progress.result()).isEqualTo(HealthResult.OK);
  }

  @Test
  void itSaysHowFarItIsWhyAndHowLongItTakesStill() {
    progress.again("it was damaged");
    progress.behind(1_000_000, 10_000_000, 0);
    assertThat(progress.result().message())
        .startsWith(
            "The index of plate reads is made again, because it was damaged: 1,000,000 of 10,000,000"
                + " reads (10 %). Searches");
    progress.behind(2_000_000, 10_000_000, TimeUnit.SECONDS.toNanos(10));
    assertThat(progress.result().message()).contains("(20 %), about 2 min left. Searches");
    progress.whole();
    progress.behind(2_000_000, 2_000_000, 0);
    assertThat(progress.result().message()).contains("is not up to date").contains("(99 %). S");
  }

  @Test
  void aFaultIsNamedUntilItIsOver() {
    progress.failed(new IOException("no room"), " Make room.");
    assertThat(progress.result().message())
        .contains("cannot be kept")
        .contains("no room")
        .endsWith("Make room.");
    progress.behind(0, 10, 0);
    assertThat(progress.result().message()).contains("0 of 10 reads (0 %)");
  }
}
