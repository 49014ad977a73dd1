package org.watchfloor.camel.routes.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttTopic;

/**
 * What a connection that publishes is made with. Immutable.
 *
 * @param server as Paho wants it
 * @param password never shown
 * @param caFile PEM of who must have signed the broker's certificate; empty for whom Java trusts
 */
record MqttSettings(
    String topic,
    String server,
    String clientId,
    String user,
    String password,
    String caFile,
    boolean retain) {
  static final int TIMEOUT_SECONDS = 10;

  /** A connection over which nothing comes is given up after one and a half of it. */
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** More than a route has on its way, see {@code alertbus:subscribe?inFlight}. */
  private static final int MAX_IN_FLIGHT = 1_000;

  private static final long MAX_FILE = 1 << 20;
  private static final Set<String> PLAIN = Set.of("tcp", "mqtt");
  private static final Set<String> SECURE = Set.of("ssl", "mqtts");

  /**
   * @throws IllegalArgumentException naming the option that is wrong
   */
  static MqttSettings of(
      String topic,
      String broker,
      String clientId,
      String user,
      String password,
      String caFile,
      String retain) {
    try {
      MqttTopic.validate(topic, false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "topic: \"" + topic + "\" is no topic to publish to: " + e.getMessage());
    }
    if (clientId.isBlank()) {
      throw new IllegalArgumentException(
          "clientId: is missing; the broker knows the center by it, no two clients have the same");
    }
    if (!Set.of("", "true", "false").contains(retain)) {
      throw new IllegalArgumentException("retain: \"" + retain + "\" is neither true nor false");
    }
    return new MqttSettings(
        topic, server(broker), clientId, user, password, caFile, retain.equals("true"));
  }

  private static String server(String broker) {
    URI uri;
    try {
      uri = URI.create(broker);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("broker: \"" + broker + "\" is no address");
    }
    boolean secure = SECURE.contains(String.valueOf(uri.getScheme()));
    if (uri.getHost() == null || (!secure && !PLAIN.contains(String.valueOf(uri.getScheme())))) {
      throw new IllegalArgumentException(
          "broker: \"" + broker + "\" is no address; tcp://host:1883 or ssl://host:8883");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 8883 : 1883;
    return (secure ? "ssl://" : "tcp://") + uri.getHost() + ":" + port;
  }

  /**
   * @throws IOException if the file of certificates cannot be used
   */
  MqttConnectOptions options() throws IOException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true); // what was not acknowledged comes again from the journal
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(TIMEOUT_SECONDS);
    options.setMaxInflight(MAX_IN_FLIGHT);
    if (server.startsWith("ssl:")) {
      options.setSocketFactory(tls());
      options.setHttpsHostnameVerificationEnabled(true);
    }
    if (!user.isEmpty()) {
      options.setUserName(user);
      options.setPassword(password.toCharArray());
    }
    return options;
  }

  private SSLSocketFactory tls() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, caFile.isEmpty() ? null : trust().getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IOException(
          "caFile: \"" + caFile + "\" is no readable file of certificates in PEM: " + e, e);
    }
  }

  private TrustManagerFactory trust() throws IOException, GeneralSecurityException {
    Path path = Path.of(caFile);
    if (Files.size(path) > MAX_FILE) {
      throw new IOException("it is larger than " + MAX_FILE + " bytes");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(path)) {
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, ca);
      }
    }
    if (store.size() == 0) {
      throw new IOException("it holds no certificate");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return "MqttSettings[" + topic + " at " + server + " as " + clientId + "]";
  }
}
