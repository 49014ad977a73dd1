package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.plugin.PluginPackage.Signature;

/**
 * The publishers that this center trusts: PEM certificates in a folder, read anew each time, so
 * that one that is put there or taken away counts at once. Thread-safe.
 */
final class Publishers {
  private static final Logger LOG = LoggerFactory.getLogger(Publishers.class);
  private static final int MAX_BYTES = 64 * 1024;

  private final Path folder;
  private final Clock clock;

  Publishers(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What a signature is worth, and who made it.
   *
   * @param signer subject and SHA-256 of the certificate, and why it does not count; empty where
   *     nobody signed
   */
  record Verdict(Signature signature, String signer) {}

  Verdict judge(Signers signers) {
    Optional<X509Certificate> signer = signers.signer();
    if (signer.isEmpty()) {
      return new Verdict(
          Signature.UNSIGNED,
          signers.worthless() ? "a signature whose algorithms are broken counts for nothing" : "");
    }
    X509Certificate certificate = signer.get();
    String who = name(certificate);
    if (!trusted().contains(certificate)) {
      return new Verdict(Signature.UNKNOWN_SIGNER, who);
    }
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return new Verdict(Signature.TRUSTED, who);
    } catch (CertificateException e) {
      return new Verdict(
          Signature.UNKNOWN_SIGNER,
          who
              + " (valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + ")");
    }
  }

  private Set<Certificate> trusted() {
    Set<Certificate> all = new HashSet<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
      for (Path file : files) {
        read(file, all);
      }
    } catch (IOException e) {
      LOG.error("{} cannot be read, no publisher is trusted: {}", folder, e.toString());
    }
    return all;
  }

  private static void read(Path file, Set<Certificate> all) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] pem = in.readNBytes(MAX_BYTES);
      all.addAll(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new java.io.ByteArrayInputStream(pem)));
    } catch (IOException | CertificateException e) {
      LOG.error("{} is no PEM certificate, its publisher is not trusted: {}", file, e.getMessage());
    }
  }

  private static String name(X509Certificate certificate) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return certificate.getSubjectX500Principal().getName()
          + ", SHA-256 "
          + HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("every JDK has SHA-256, and it was encoded before", e);
    }
  }
}
