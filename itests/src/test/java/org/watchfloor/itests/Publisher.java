package org.watchfloor.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.List;
import org.watchfloor.packaging.PluginPackager;

/** A publisher with a key, made as etc/publishers/README.md says. */
final class Publisher {
  private static final String PASSWORD = "a-password-of-this-test";

  private final Path folder;
  private final KeyStore.PrivateKeyEntry key;

  private Publisher(Path folder, KeyStore.PrivateKeyEntry key) {
    this.folder = folder;
    this.key = key;
  }

  static Publisher make(Path folder) throws Exception {
    Path store = folder.resolve("publisher.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "publisher",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "1825",
        "-dname",
        "CN=Example Devices, O=Example",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "publisher",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        folder.resolve("example-devices.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Publisher(
        folder,
        (KeyStore.PrivateKeyEntry)
            keys.getEntry("publisher", new KeyStore.PasswordProtection(PASSWORD.toCharArray())));
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  /** Puts its certificate among the trusted ones of a home. */
  void trustedBy(Path home) throws IOException {
    Path publishers = Files.createDirectories(home.resolve("etc/publishers"));
    Files.copy(
        folder.resolve("example-devices.pem"),
        publishers.resolve("example-devices.pem"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A signed copy of a package, beside it. */
  Path sign(Path kar) throws Exception {
    Path signed = kar.resolveSibling("signed-" + kar.getFileName());
    PluginPackager.sign(kar, key, signed);
    return signed;
  }
}
