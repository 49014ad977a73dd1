package org.watchfloor.camel.routing.internal;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.Message;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * One subscription. A message is acknowledged to the broker when its signals are on disk; until
 * then the next one is not read, so that the broker holds it. Paho calls back on threads of its
 * own, messages on one of them.
 */
final class MqttLink implements AutoCloseable, MqttCallback {
  private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
  private static final int AT_LEAST_ONCE = 1;

  /** What a broker answers to a subscription that it refuses: MQTT 3.1.1, section 3.9.3. */
  private static final int REFUSED = 0x80;

  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long MOST_PAUSE_MILLIS = 60_000;
  private static final long ROOM_PAUSE_MILLIS = 100;
  private static final long QUIESCE_MILLIS = 500;

  private final MqttSettings settings;
  private final Inbound.Mqtt inbound;
  private final Intake intake;
  private final LinkState link;
  private final Workshop workshop;
  private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
  private final MqttAsyncClient client;
  private volatile boolean closed;

  MqttLink(
      MqttSettings settings, Inbound.Mqtt inbound, Intake intake, LinkState link, Workshop workshop)
      throws SourceException {
    this.settings = settings;
    this.inbound = inbound;
    this.intake = intake;
    this.link = link;
    this.workshop = workshop;
    try {
      client = new MqttAsyncClient(settings.server(), settings.clientId(), new MemoryPersistence());
    } catch (MqttException | IllegalArgumentException e) {
      intake.close();
      throw new SourceException(
          SourceException.Kind.CONFIG, "broker: cannot be used: " + Troubles.words(e), e);
    }
    client.setManualAcks(true);
    // before the first connection: what the broker has kept comes at once
    client.setCallback(this);
  }

  /** Begins to connect. Never blocks. */
  void connect() {
    if (closed) {
      return;
    }
    try {
      client.connect(settings.options(), null, new Connecting());
    } catch (MqttException e) {
      lost(e);
    }
  }

  void connected() {
    try {
      // each time: a broker that was restarted may have forgotten the session
      client.subscribe(inbound.topic(), AT_LEAST_ONCE, null, new Subscribing());
    } catch (MqttException e) {
      lost(e);
    }
  }

  void subscribed(int granted) {
    if (granted == REFUSED) {
      refused("the broker refuses the topic " + inbound.topic() + " to this user");
    } else {
      backoff.reset();
      link.online();
    }
  }

  void refused(String reason) {
    link.fail(new SourceException(SourceException.Kind.AUTH, reason));
  }

  void failed(Throwable e) {
    if (e instanceof MqttException mqtt
        && (mqtt.getReasonCode() == MqttException.REASON_CODE_FAILED_AUTHENTICATION
            || mqtt.getReasonCode() == MqttException.REASON_CODE_NOT_AUTHORIZED)) {
      refused("the broker refuses the user or the password");
    } else if (e instanceof MqttException mqtt
        && mqtt.getReasonCode() == MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
      subscribed(REFUSED);
    } else if (e instanceof MqttException mqtt
        && mqtt.getReasonCode() == MqttException.REASON_CODE_INVALID_CLIENT_ID) {
      link.fail(
          new SourceException(
              SourceException.Kind.CONFIG,
              "the broker refuses the name " + settings.clientId() + " of the session"));
    } else {
      lost(e);
    }
  }

  private void lost(@Nullable Throwable e) {
    if (closed) {
      return;
    }
    link.lost("the broker " + inbound.broker() + " cannot be reached: " + Troubles.words(e));
    try {
      workshop.timer().schedule(this::connect, backoff.next(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("{}: the transports are stopping", intake.sourceId());
    }
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    lost(cause);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
    for (int n = settings.leftOut().getAndSet(0); n > 0; n--) {
      intake.refuse(413, tooLarge());
    }
    if (message.getQos() > 0 && settings.tooLarge().remove(message.getId())) {
      intake.refuse(413, tooLarge());
      acknowledge(message);
    } else if (settle(topic, message.getPayload())) {
      acknowledge(message);
    }
  }

  private String tooLarge() {
    return "a message is larger than the " + inbound.maxBytes() + " bytes that this source takes";
  }

  /** False if the source was closed before: the broker keeps the message. */
  private boolean settle(String topic, byte[] payload) throws InterruptedException {
    while (!workshop.budget().take(payload.length)) {
      if (closed) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(ROOM_PAUSE_MILLIS);
    }
    try {
      Map<String, String> headers = Map.of("mqtt-topic", topic);
      intake.take(new Message(payload, "", headers, workshop.clock().instant())).get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } finally {
      workshop.budget().give(payload.length);
    }
  }

  private void acknowledge(MqttMessage message) {
    try {
      client.messageArrivedComplete(message.getId(), message.getQos());
    } catch (MqttException e) {
      // the connection broke meanwhile: the broker sends it again, and it is a duplicate then
      LOG.debug("{}: a message could not be acknowledged", intake.sourceId(), e);
    }
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    link.close();
    intake.close(); // gives back what the callback waits for
    try {
      client.disconnectForcibly(QUIESCE_MILLIS, QUIESCE_MILLIS);
    } catch (MqttException e) {
      LOG.debug("{}: was not connected when it was closed", intake.sourceId(), e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.warn("{}: the MQTT client could not be closed", intake.sourceId(), e);
    }
  }

  private final class Connecting implements IMqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      connected();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable e) {
      failed(e);
    }
  }

  private final class Subscribing implements IMqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      int[] granted = token.getGrantedQos();
      subscribed(granted.length == 0 ? REFUSED : granted[0]);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable e) {
      failed(e);
    }
  }
}
