package org.watchfloor.plugin.camera.mjpeg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceException.Kind;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.testkit.Configs;
import org.watchfloor.testkit.SessionContext;

/** A camera with a certificate that it made itself, as they come out of the box. */
@Timeout(30)
class PinnedCertificateTest {
  private static final char[] PASSWORD = "of-the-test".toCharArray();

  @TempDir Path home;
  private final SessionContext context = new SessionContext("camera-mjpeg~test");
  private TestCamera camera;
  private String fingerprint;

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = selfSigned();
    fingerprint =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(keys.getCertificate("camera").getEncoded()));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    camera = TestCamera.https(tls);
    camera.answersJpeg(Samples.jpeg(1));
  }

  @AfterEach
  void stop() {
    camera.close();
    context.close();
  }

  @Test
  void theCertificateOfTheConfigurationIsTrusted() throws Exception {
    try (Source source = source(fingerprint)) {
      source.start();
      assertThat(context.reports().take().state()).isEqualTo(SourceStatus.State.ONLINE);
    }
  }

  @Test
  void anotherOneIsNot() throws Exception {
    try (Source source = source("00".repeat(32))) {
      SourceException e = catchThrowableOfType(SourceException.class, source::start);
      assertThat(e.kind()).isEqualTo(Kind.CONFIG);
      assertThat(e).hasMessageStartingWith("trust.certificate:").hasMessageContaining(fingerprint);
      assertThat(camera.requests).as("nothing was asked, no password sent").hasValue(0);
    }
  }

  @Test
  void withoutOneTheCameraMustBeKnownToAnAuthority() throws Exception {
    try (Source source = source("")) {
      SourceException e = catchThrowableOfType(SourceException.class, source::start);
      assertThat(e.kind()).isEqualTo(Kind.CONFIG);
      assertThat(e).hasMessageStartingWith("trust.certificate: is empty");
    }
  }

  private Source source(String trusted) throws SourceException {
    return new CameraMjpegPlugin()
        .open(
            Configs.of(
                CameraMjpegConfig.class,
                Map.of("snapshot_url", camera.address("/jpg"), "trust_certificate", trusted)),
            context);
  }

  private KeyStore selfSigned() throws Exception {
    Path file = home.resolve("camera.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "camera",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=axis-00408c",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }
}
