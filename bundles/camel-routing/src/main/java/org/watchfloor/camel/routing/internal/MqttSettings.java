package org.watchfloor.camel.routing.internal;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttTopic;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * What a connection to a broker is made with.
 *
 * @param clientId names the session that the broker keeps
 * @param server as Paho wants it; TLS is made below it, see {@link BrokerSocket}
 * @param options with the credentials; never shown
 * @param tooLarge packet identifiers of messages whose payload was taken away
 * @param leftOut how many messages of quality of service 0 were too large since it was last asked
 */
record MqttSettings(
    String clientId,
    String server,
    MqttConnectOptions options,
    Set<Integer> tooLarge,
    AtomicInteger leftOut) {
  private static final int KEEP_ALIVE_SECONDS = 30;

  static MqttSettings of(String sourceId, Inbound.Mqtt inbound, int timeoutMillis)
      throws SourceException {
    try {
      MqttTopic.validate(inbound.topic(), true);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          SourceException.Kind.CONFIG,
          "topic: \"" + inbound.topic() + "\" is no topic: " + e.getMessage(),
          e);
    }
    URI broker = inbound.broker();
    boolean secure = "ssl".equals(broker.getScheme());
    SSLSocketFactory tls = secure ? BrokerTrust.of(inbound.caFile()) : null;
    Set<Integer> tooLarge = ConcurrentHashMap.newKeySet();
    AtomicInteger leftOut = new AtomicInteger();
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(false);
    options.setAutomaticReconnect(false); // MqttLink does, with jitter
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(Math.max(1, timeoutMillis / 1_000));
    options.setSocketFactory(
        new BrokerSockets(
            tls,
            in ->
                new PacketLimit(
                    in,
                    inbound.maxBytes(),
                    id -> {
                      if (id == 0) {
                        leftOut.incrementAndGet();
                      } else {
                        tooLarge.add(id);
                      }
                    })));
    if (!inbound.login().isNone()) {
      options.setUserName(inbound.login().user());
      options.setPassword(inbound.login().password().toCharArray());
    }
    int port = broker.getPort() >= 0 ? broker.getPort() : secure ? 8883 : 1883;
    // a plugin's id has no underscore, so that no two sources have the same name
    return new MqttSettings(
        "watchfloor-" + sourceId.replace('~', '_'),
        "tcp://" + broker.getHost() + ":" + port,
        options,
        tooLarge,
        leftOut);
  }

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return "MqttSettings[" + clientId + " at " + server + "]";
  }
}
