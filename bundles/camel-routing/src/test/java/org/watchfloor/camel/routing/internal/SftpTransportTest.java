package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class SftpTransportTest extends TransportTest {
  @TempDir Path root;
  private Path folder;
  private SshServer server;
  private String hostKey;

  @BeforeEach
  void startServer() throws Exception {
    folder = Files.createDirectory(root.resolve("drop"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair key = generator.generateKeyPair();
    hostKey = PublicKeyEntry.toString(key.getPublic());
    server = server(key, 0);
  }

  private SshServer server(KeyPair key, int port) throws Exception {
    SshServer made = SshServer.setUpDefaultServer();
    made.setHost("127.0.0.1");
    made.setPort(port);
    made.setKeyPairProvider(KeyPairProvider.wrap(key));
    made.setPasswordAuthenticator(
        (user, password, session) -> user.equals("watch") && password.equals(PASSWORD));
    made.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    made.setFileSystemFactory(new VirtualFileSystemFactory(root));
    made.start();
    return made;
  }

  @AfterEach
  void stopServer() throws Exception {
    server.stop(true);
  }

  private AutoCloseable open() throws Exception {
    return open(PASSWORD, hostKey);
  }

  private AutoCloseable open(String password, String key) throws Exception {
    return open(new SftpTransport(workshop).open(SOURCE, inbound(password, key), decoder));
  }

  private Inbound.Sftp inbound(String password, String key) {
    return new Inbound.Sftp(
        "127.0.0.1",
        server.getPort(),
        new Login("watch", password),
        "",
        key,
        "/drop",
        "*.txt",
        Duration.ofSeconds(1),
        1_000);
  }

  private void awaitFile(String path) throws InterruptedException {
    await(path, () -> Files.exists(folder.resolve(path)));
  }

  @Test
  void takesFilesAndMovesThem() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one\ntwo");
    Files.writeString(folder.resolve("b.txt"), "malformed");
    Files.writeString(folder.resolve("c.txt"), "x".repeat(100_000));
    Files.writeString(folder.resolve("d.json"), "other");
    open();
    awaitFile("done/a.txt");
    awaitFile("failed/b.txt");
    awaitFile("failed/c.txt");
    assertThat(kept()).containsExactly("one", "two");
    assertThat(folder.resolve("d.json")).exists();
    assertThat(decoder.refused).hasValue(1);
    await("online", decoder::isOnline);
    Files.writeString(folder.resolve("e.txt"), "three");
    awaitFile("done/e.txt");
    assertThat(kept()).containsExactly("one", "two", "three");
  }

  @Test
  void whatIsNotOnDiskStays() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one");
    decoder.away = true;
    AutoCloseable handle = open();
    await("held back", () -> log().contains("held back"));
    handle.close();
    assertThat(folder.resolve("a.txt")).exists();
    decoder.away = false;
    open();
    awaitFile("done/a.txt");
    assertThat(kept()).containsExactly("one");
  }

  @Test
  void aBurstComesWholeAndOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("n" + i + ".txt"), "n" + i);
    }
    open();
    await("all", () -> kept().size() >= 200);
    assertThat(kept()).hasSize(200).containsExactlyInAnyOrderElementsOf(numbered("n", 200));
  }

  @Test
  void wrongPasswordsAreNotTriedAgain() throws Exception {
    open("wrong", hostKey);
    await("gave up", () -> !decoder.failures.isEmpty());
    assertThat(decoder.failures.get(0).kind()).isEqualTo(SourceException.Kind.AUTH);
  }

  @Test
  void anotherServersKeyIsNotSpokenTo() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    String other = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
    Files.writeString(folder.resolve("a.txt"), "one");
    open(PASSWORD, other);
    await("gave up", () -> !decoder.failures.isEmpty());
    assertThat(decoder.failures.get(0).kind()).isEqualTo(SourceException.Kind.CONFIG);
    assertThat(decoder.failures.get(0)).hasMessageStartingWith("hostKey: ");
    assertThat(kept()).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsOfflineAndComesBack() throws Exception {
    int port = server.getPort();
    KeyPair key = server.getKeyPairProvider().loadKeys(null).iterator().next();
    open();
    await("online", decoder::isOnline);
    server.stop(true);
    await("offline", () -> decoder.status().state() == SourceStatus.State.OFFLINE);
    server = server(key, port);
    await("online", decoder::isOnline);
    Files.writeString(folder.resolve("a.txt"), "one");
    awaitFile("done/a.txt");
  }

  @Test
  void aMissingFolderSaysSo() throws Exception {
    Files.delete(folder);
    open();
    await("offline", () -> decoder.status().reason().contains("/drop"));
    assertThat(decoder.status().reason()).contains("is not there");
  }

  @Test
  void nonsenseIsRefusedWithItsKey() {
    assertThatThrownBy(() -> open(PASSWORD, "yes")).hasMessageStartingWith("hostKey: ");
  }

  @Test
  void closingLeavesNoConnectionOrThread() throws Exception {
    AutoCloseable handle = open();
    await("online", decoder::isOnline);
    handle.close();
    await("no session is left", () -> server.getActiveSessions().isEmpty());
    await(
        "no thread is left",
        () ->
            threads().stream()
                .noneMatch(
                    n ->
                        n.startsWith("watchfloor-routing-camel")
                            || n.startsWith("Connect thread")));
  }
}
