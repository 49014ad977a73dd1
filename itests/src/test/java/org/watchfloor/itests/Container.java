package org.watchfloor.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.replaceConfigurationFile;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.watchfloor.harness.Center;

/** The distribution with a test inside it: for what only the framework itself can tell. */
final class Container {
  static final String KEYSTORE_PASSWORD = "a-password-of-this-test";

  private Container() {}

  /** The distribution on free ports, with keys of its own. */
  static Option distribution() throws Exception {
    File keys = makeKeys();
    return composite(
        karafDistributionConfiguration()
            .frameworkUrl("file:" + System.getProperty("watchfloor.distribution"))
            .name("Watchfloor")
            .unpackDirectory(new File("target/exam"))
            .useDeployFolder(false),
        logLevel(LogLevel.INFO),
        configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
        systemProperty("rtcc.https.port").value(String.valueOf(Center.freePort())),
        systemProperty("rtcc.ssh.port").value(String.valueOf(Center.freePort())),
        bundle(builtJar("tools/center-harness").toUri().toString()),
        replaceConfigurationFile("etc/keys/https.p12", new File(keys, "https.p12")),
        replaceConfigurationFile("etc/keys/keystore.password", new File(keys, "keystore.password")),
        editConfigurationFilePut(
            "etc/org.ops4j.pax.url.mvn.cfg",
            "org.ops4j.pax.url.mvn.localRepository",
            System.getProperty("watchfloor.maven.repository")));
  }

  static Path builtJar(String folder) throws Exception {
    Path module = Path.of(System.getProperty("watchfloor.root"), folder);
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("[a-z-]+-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath()
          .normalize();
    }
  }

  /** What the launcher does at a first start: a certificate for localhost, signed by itself. */
  private static File makeKeys() throws Exception {
    File keys = Files.createTempDirectory("watchfloor-keys").toFile();
    Files.writeString(keys.toPath().resolve("keystore.password"), KEYSTORE_PASSWORD);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "https",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                new File(keys, "https.p12").toString(),
                "-storepass",
                KEYSTORE_PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool ended with " + keytool.exitValue());
    }
    return keys;
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within 60 s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
