package org.watchfloor.core.plugins.internal;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.watchfloor.packaging.PluginPackager;

/** A publisher's key, made by the JDK's own keytool. */
final class Keys {
  private final KeyStore.PrivateKeyEntry entry;

  private Keys(KeyStore.PrivateKeyEntry entry) {
    this.entry = entry;
  }

  static Keys make(Path folder, String name, String... more) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=" + name,
                "-keystore",
                file.toString(),
                "-storepass",
                "a-password"));
    command.addAll(Arrays.asList(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "a-password".toCharArray());
    }
    return new Keys(
        (KeyStore.PrivateKeyEntry)
            store.getEntry(name, new KeyStore.PasswordProtection("a-password".toCharArray())));
  }

  byte[] sign(byte[] unsigned) throws Exception {
    Path from = Files.createTempFile("keys", ".kar");
    Path to = Files.createTempFile("keys", ".kar");
    try {
      Files.write(from, unsigned);
      PluginPackager.sign(from, entry, to);
      return Files.readAllBytes(to);
    } finally {
      Files.delete(from);
      Files.delete(to);
    }
  }

  /** Puts the certificate where trusted ones lie. */
  void trust(Path publishers) throws Exception {
    Files.createDirectories(publishers);
    Files.writeString(
        publishers.resolve(entry.getCertificate().hashCode() + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(entry.getCertificate().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }
}
