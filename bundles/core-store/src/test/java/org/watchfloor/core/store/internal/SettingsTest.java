package org.watchfloor.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void takesWhatIsInRange() {
    Settings settings = Settings.of(new Values(0, 64, 0, 1, 0));

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.busyTimeoutMillis()).isZero();
    assertThat(settings.readers()).isEqualTo(64);
    assertThat(settings.diskMinFreeMib()).isZero();
    assertThat(settings.mediaMaxBytes()).isEqualTo(1);
    assertThat(settings.mediaRetentionDays()).isZero();
  }

  @Test
  void replacesWhatIsOutOfRange() {
    Settings settings = Settings.of(new Values(-1, -1, Long.MAX_VALUE, 0, -30));

    assertThat(settings.busyTimeoutMillis()).isEqualTo(5_000);
    assertThat(settings.readers()).isEqualTo(4);
    assertThat(settings.diskMinFreeMib()).isEqualTo(1_024);
    assertThat(settings.mediaMaxBytes()).isEqualTo(8 << 20);
    assertThat(settings.mediaRetentionDays()).isEqualTo(30);
    assertThat(settings.problems())
        .hasSize(5)
        .contains(
            "etc/org.watchfloor.store.cfg: readers = -1 is out of range;"
                + " allowed is 1 to 64, the default 4 is used: correct the file");
    assertThat(Settings.of(new Values(0, 65, 0, 1, 0)).readers()).isEqualTo(4);
  }

  @Test
  void replacesWhatIsNoNumber() {
    StoreConfig words =
        new Values(0, 1, 0, 1, 0) {
          @Override
          public int readers() {
            return Integer.parseInt("many");
          }
        };

    Settings settings = Settings.of(words);

    assertThat(settings.readers()).isEqualTo(4);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .contains("readers is not a whole number", "\"many\"", "1 to 64");
  }

  /** A configuration in which each value can be set. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private static class Values implements StoreConfig {
    private final int busy;
    private final int readers;
    private final long free;
    private final long bytes;
    private final int days;

    Values(int busy, int readers, long free, long bytes, int days) {
      this.busy = busy;
      this.readers = readers;
      this.free = free;
      this.bytes = bytes;
      this.days = days;
    }

    @Override
    public int busy_timeout_ms() {
      return busy;
    }

    @Override
    public int readers() {
      return readers;
    }

    @Override
    public long disk_min_free_mib() {
      return free;
    }

    @Override
    public long media_max_bytes() {
      return bytes;
    }

    @Override
    public int media_retention_days() {
      return days;
    }

    @Override
    public String url() {
      return "";
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public String _password() {
      return "";
    }

    @Override
    public String tls() {
      return "auto";
    }

    @Override
    public String tls_ca() {
      return "";
    }

    @Override
    public String center() {
      return "";
    }

    @Override
    public int connect_timeout_seconds() {
      return 5;
    }

    @Override
    public int statement_timeout_seconds() {
      return 30;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return StoreConfig.class;
    }
  }
}
