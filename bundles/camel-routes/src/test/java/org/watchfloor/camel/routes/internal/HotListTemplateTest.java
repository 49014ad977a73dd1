package org.watchfloor.camel.routes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.camel.alertbus.internal.AlertBusComponent;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.testkit.core.MemoryBus;

/** The template for hot lists that is shipped, with an SFTP server. */
@Timeout(60)
class HotListTemplateTest {
  private static final Path SHIPPED = Path.of("../../etc/routes");
  private static final String PASSWORD = "p&ss+w=rd#1";

  @TempDir Path root;
  private Path remote;
  private Path folder;
  private Path routes;
  private Path known;
  private SshServer server;
  private RouteFiles files;

  private static final class NoIngest implements Ingest {
    @Override
    public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
      throw new IllegalStateException("a hot list is no signal");
    }

    @Override
    public IngestStat stat() {
      return new IngestStat(0, 0, 0, 0, 0);
    }
  }

  @BeforeEach
  void open() throws Exception {
    remote = Files.createDirectories(root.resolve("server/outgoing"));
    folder = root.resolve("in");
    routes = Files.createDirectory(root.resolve("routes"));
    known = root.resolve("known_hosts");
    KeyPair key = key();
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals("rtcc") && password.equals(PASSWORD));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root.resolve("server")));
    server.start();
    know(key);
    Files.copy(
        SHIPPED.resolve("templates-hotlists.yaml"), routes.resolve("templates-hotlists.yaml"));
    files =
        new RouteFiles(
            routes,
            1 << 18,
            new RouteLint(Set.of("sftp", "file")),
            new RouteContexts(DefaultCamelContext::new, routes),
            (name, context) -> new AlertBusComponent(new NoIngest(), new MemoryBus()),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    files.close();
    server.stop(true);
  }

  private static KeyPair key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private void know(KeyPair key) throws Exception {
    String line =
        "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic());
    Files.writeString(known, line + "\n");
  }

  private void route() throws Exception {
    Files.writeString(routes.resolve("password"), PASSWORD + "\n");
    Files.writeString(
        routes.resolve("stolen.yaml"),
        Files.readString(SHIPPED.resolve("hotlist-sftp.yaml.example"))
            .replace("sftp.state.example\n", "127.0.0.1\n" + value("port", "" + server.getPort()))
            .replace("etc/keys/hotlist.password", "password")
            .replace("value: etc/keys/hotlist.known_hosts", "value: " + known)
            .replace(
                "/var/lib/watchfloor/hotlists/stolen\n", folder + "\n" + value("delayMs", "200")));
    files.look();
  }

  private static String value(String name, String value) {
    return "      - name: " + name + "\n        value: " + value + "\n";
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void write(String name, String text, String time) throws Exception {
    Path file = Files.writeString(remote.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
  }

  private boolean has(String name, String text) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) && Files.readString(file).equals(text);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void filesAreFetchedOnceAndAgainWhenTheyHaveChanged() throws Exception {
    write("stolen.txt", "plate\nA1\n", "2026-11-24T01:00:00Z");
    write("other.pdf", "x", "2026-11-24T01:00:00Z");
    route();
    assertThat(files.routes()).extracting(RouteInfo::state).contains(RouteInfo.State.STARTED);
    await(() -> has("stolen.txt", "plate\nA1\n"));
    assertThat(Files.getLastModifiedTime(folder.resolve("stolen.txt")).toInstant())
        .isEqualTo("2026-11-24T01:00:00Z");
    assertThat(remote.resolve("stolen.txt")).exists();
    Files.delete(folder.resolve("stolen.txt"));
    write("stolen2.txt", "plate\nB2\n", "2026-11-24T02:00:00Z");
    await(() -> has("stolen2.txt", "plate\nB2\n"));
    assertThat(folder.resolve("stolen.txt")).doesNotExist();
    write("stolen.txt", "plate\nA1\nA2\n", "2026-11-25T01:00:00Z");
    await(() -> has("stolen.txt", "plate\nA1\nA2\n"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("stolen.txt", "stolen2.txt");
    assertThat(files.routes().toString()).doesNotContain(PASSWORD);
  }

  @Test
  void aServerWithAnotherKeyIsNotSpokenTo() throws Exception {
    know(key());
    write("stolen.txt", "plate\nA1\n", "2026-11-24T01:00:00Z");
    route();
    assertThat(files.routes()).extracting(RouteInfo::state).contains(RouteInfo.State.STARTED);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    await(() -> has("stolen.txt", "plate\nA1\n") || System.nanoTime() > until);
    assertThat(folder.resolve("stolen.txt")).doesNotExist();
  }
}
