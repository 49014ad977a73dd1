package org.watchfloor.camel.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Login;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

class MqttTransportTest extends TransportTest {
  @TempDir Path folder;
  private Mosquitto broker;

  @BeforeEach
  void startBroker() throws Exception {
    Mosquitto.assumeInstalled();
    broker = new Mosquitto(folder, TcpTransportTest.freePort(), "allow_anonymous true").start();
  }

  @AfterEach
  void stopBroker() throws Exception {
    if (broker != null) {
      broker.close();
    }
  }

  private AutoCloseable open() throws Exception {
    return open(Login.NONE);
  }

  private AutoCloseable open(Login login) throws Exception {
    return open(
        new MqttTransport(workshop).open(SOURCE, mqtt("tcp", "city/+/shots", login, ""), decoder));
  }

  private Inbound.Mqtt mqtt(String scheme, String topic, Login login, String caFile) {
    return new Inbound.Mqtt(
        URI.create(scheme + "://127.0.0.1:" + broker.port), topic, login, caFile, 1_000);
  }

  private AutoCloseable online() throws Exception {
    AutoCloseable handle = open();
    await("online", decoder::isOnline);
    return handle;
  }

  private void publish(int qos, String... texts) throws Exception {
    try (MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + broker.port, "sender", new MemoryPersistence())) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setMaxInflight(texts.length);
      client.connect(options);
      for (String text : texts) {
        client.publish("city/north/shots", text.getBytes(StandardCharsets.UTF_8), qos, false);
      }
      client.disconnect();
    }
  }

  @Test
  void takesMessagesWithTheirTopic() throws Exception {
    online();
    publish(1, "one", "malformed", "two");
    publish(0, "three");
    awaitKept("one", "two", "three");
    assertThat(decoder.last.header("mqtt-topic")).isEqualTo("city/north/shots");
  }

  @Test
  void theBrokerKeepsWhatComesWhileTheCenterIsAway() throws Exception {
    online().close();
    publish(1, "one", "two");
    open();
    awaitKept("one", "two");
    assertThat(kept()).containsExactly("one", "two");
  }

  @Test
  void whatIsNotOnDiskIsNotAcknowledged() throws Exception {
    AutoCloseable handle = online();
    decoder.away = true;
    publish(1, "one", "two");
    await("held back", () -> log().contains("held back"));
    handle.close();
    assertThat(kept()).isEmpty();
    decoder.away = false;
    open();
    awaitKept("one", "two");
    assertThat(kept()).containsExactly("one", "two");
  }

  @Test
  void goesOnWhenTheDecoderIsBack() throws Exception {
    online();
    decoder.away = true;
    publish(1, numbered("n", 100).toArray(String[]::new));
    await("held back", () -> log().contains("held back"));
    decoder.away = false;
    await("all", () -> kept().size() >= 100);
    assertThat(kept()).isEqualTo(numbered("n", 100));
  }

  @Test
  void aMessageThatIsTooLargeIsCountedAndDoesNotComeAgain() throws Exception {
    AutoCloseable handle = online();
    publish(1, "one", "x".repeat(200_000), "y".repeat(1_001), "two");
    publish(0, "z".repeat(70_000), "three");
    awaitKept("one", "two", "three");
    await("counted", () -> decoder.refused.get() == 3);
    handle.close();
    open();
    await("online", decoder::isOnline);
    publish(1, "four");
    awaitKept("four");
    assertThat(decoder.refused).hasValue(3);
  }

  @Test
  void aBurstComesWholeOnceAndInOrder() throws Exception {
    online();
    publish(1, numbered("n", 500).toArray(String[]::new));
    await("all", () -> kept().size() >= 500);
    assertThat(kept()).isEqualTo(numbered("n", 500));
  }

  @Test
  void aBrokerThatIsAwayIsOfflineAndComesBack() throws Exception {
    online();
    publish(1, "one");
    awaitKept("one");
    broker.stop();
    await("offline", () -> decoder.status().state() == SourceStatus.State.OFFLINE);
    assertThat(decoder.status().reason()).contains("cannot be reached");
    broker.start();
    await("online", decoder::isOnline);
    publish(1, "two");
    awaitKept("two");
    assertThat(log()).containsOnlyOnce("tries again by itself").contains("is back");
  }

  @Test
  void wrongCredentialsAreNotTriedAgain() throws Exception {
    broker.stop();
    Path passwords = folder.resolve("passwords");
    Files.createFile(passwords);
    new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), "watch", PASSWORD)
        .start()
        .waitFor();
    broker =
        new Mosquitto(folder, broker.port, "allow_anonymous false\npassword_file " + passwords)
            .start();
    AutoCloseable handle = open(new Login("watch", "wrong"));
    await("gave up", () -> !decoder.failures.isEmpty());
    assertThat(decoder.failures.get(0).kind()).isEqualTo(SourceException.Kind.AUTH);
    handle.close();
    open(new Login("watch", PASSWORD));
    await("online", decoder::isOnline);
  }

  @Test
  void tlsIsCheckedAgainstTheAuthorityAndTheName() throws Exception {
    broker.stop();
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out"
            + " ca.pem -days 30 -subj /CN=test-ca");
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out"
            + " server.csr -subj /CN=127.0.0.1");
    Files.writeString(folder.resolve("ext"), "subjectAltName=IP:127.0.0.1\n");
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile"
            + " ext -out server.pem");
    String files =
        "cafile %1$s/ca.pem\ncertfile %1$s/server.pem\nkeyfile %1$s/server.key".formatted(folder);
    broker = new Mosquitto(folder, broker.port, "allow_anonymous true\n" + files).start();
    MqttTransport transport = new MqttTransport(workshop);
    AutoCloseable untrusted =
        open(transport.open(SOURCE, mqtt("ssl", "t", Login.NONE, ""), decoder));
    await("not trusted", () -> decoder.status().reason().contains("TLS"));
    untrusted.close();
    String ca = folder.resolve("ca.pem").toString();
    open(transport.open(SOURCE, mqtt("ssl", "t", Login.NONE, ca), decoder));
    await("online", decoder::isOnline);
  }

  private void openssl(String arguments) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + arguments).split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void nonsenseIsRefusedWithItsKey() {
    MqttTransport transport = new MqttTransport(workshop);
    assertThatThrownBy(() -> transport.open(SOURCE, mqtt("tcp", "a/#/b", Login.NONE, ""), decoder))
        .hasMessageStartingWith("topic: ");
    assertThatThrownBy(
            () -> transport.open(SOURCE, mqtt("ssl", "t", Login.NONE, "/none.pem"), decoder))
        .hasMessageStartingWith("caFile: ");
  }

  @Test
  void closingLeavesNoThread() throws Exception {
    AutoCloseable handle = online();
    assertThat(threads()).anyMatch(n -> n.startsWith("MQTT"));
    handle.close();
    await("no thread is left", () -> threads().stream().noneMatch(n -> n.startsWith("MQTT")));
    broker.stop();
    AutoCloseable connecting = open();
    await("offline", () -> decoder.status().state() == SourceStatus.State.OFFLINE);
    connecting.close();
    TimeUnit.MILLISECONDS.sleep(100);
    await("no thread is left", () -> threads().stream().noneMatch(n -> n.startsWith("MQTT")));
  }
}
