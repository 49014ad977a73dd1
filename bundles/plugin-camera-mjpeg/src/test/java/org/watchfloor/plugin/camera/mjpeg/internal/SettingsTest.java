package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.testkit.Configs;

class SettingsTest {
  private static final String SECRET = "s3cret-of-the-camera";

  @Test
  void defaultsAreWhatTheReadmeSays() throws Exception {
    Settings settings = of(Map.of("snapshot_url", "http://10.0.0.5/jpg"));
    assertThat(settings.snapshot()).contains(URI.create("http://10.0.0.5/jpg"));
    assertThat(settings.stream()).isEmpty();
    assertThat(settings.user()).isEmpty();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.check()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.maxBytes()).isEqualTo(4 << 20);
    assertThat(settings.fingerprint()).isEmpty();
  }

  @Test
  void everyKeyArrives() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("snapshot_url", " https://cam/jpg ");
    values.put("stream_url", "https://cam:8443/mjpg?profile=1");
    values.put("user", "ann");
    values.put("_password", SECRET);
    values.put("timeout_seconds", 7);
    values.put("check_seconds", 8);
    values.put("max_bytes", 9_999);
    values.put("trust_certificate", "AB:".repeat(31) + "cd");
    assertThat(of(values))
        .isEqualTo(
            new Settings(
                java.util.Optional.of(URI.create("https://cam/jpg")),
                java.util.Optional.of(URI.create("https://cam:8443/mjpg?profile=1")),
                "ann",
                SECRET,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                9_999,
                "ab".repeat(31) + "cd"));
  }

  @Test
  void nonsenseIsRefusedByItsKey() {
    refused("snapshot.url", Map.of());
    refused("snapshot.url", Map.of("snapshot_url", "ftp://cam/jpg"));
    refused("snapshot.url", Map.of("snapshot_url", "http://"));
    refused("snapshot.url", Map.of("snapshot_url", "not an address"));
    refused("stream.url", Map.of("stream_url", "http://ann:" + SECRET + "@cam/mjpg"));
    refused("stream.url", Map.of("stream_url", "http://cam/%zz" + SECRET));
    refused("user", Map.of("snapshot_url", "http://cam/", "_password", SECRET));
    refused("timeout.seconds", Map.of("snapshot_url", "http://cam/", "timeout_seconds", 0));
    refused("check.seconds", Map.of("snapshot_url", "http://cam/", "check_seconds", 4));
    refused("max.bytes", Map.of("snapshot_url", "http://cam/", "max_bytes", 1));
    refused("trust.certificate", Map.of("snapshot_url", "http://cam/", "trust_certificate", "ab"));
  }

  @Test
  void showsNoSecret() throws Exception {
    Settings settings =
        of(Map.of("stream_url", "http://cam/?t=" + SECRET, "user", "ann", "_password", SECRET));
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  private static void refused(String key, Map<String, Object> values) {
    SourceException e = catchThrowableOfType(SourceException.class, () -> of(values));
    assertThat(e.kind()).isEqualTo(SourceException.Kind.CONFIG);
    assertThat(e).hasMessageStartingWith(key + ":");
    assertThat(e.getMessage()).doesNotContain(SECRET);
    assertThat(e.getCause()).isNull();
  }

  private static Settings of(Map<String, Object> values) throws SourceException {
    return Settings.of(Configs.of(CameraMjpegConfig.class, values));
  }
}
