package org.watchfloor.camel.routes.internal;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each message and is done with it when the broker has acknowledged it. When the
 * connection breaks, every message on its way fails, and so does the next one, before there is
 * another connection: no later message overtakes one that its route has to send again. Connects
 * when there is something to send; a connection that cannot be made fails that message.
 */
final class MqttProducer extends DefaultAsyncProducer implements MqttCallback {
  private static final int AT_LEAST_ONCE = 1;
  private static final long QUIESCE_MILLIS = 500;

  private final MqttSettings settings;
  private final Set<UnderWay> pending = ConcurrentHashMap.newKeySet();

  /** What is behind the broken connection that no message has been told of yet. */
  private @Nullable Exception broken;

  private @Nullable MqttAsyncClient client;

  MqttProducer(MqttEndpoint endpoint, MqttSettings settings) {
    super(endpoint);
    this.settings = settings;
  }

  /** A message that the broker has not acknowledged. */
  private final class UnderWay implements IMqttActionListener {
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final AtomicBoolean ended = new AtomicBoolean();

    UnderWay(Exchange exchange, AsyncCallback callback) {
      this.exchange = exchange;
      this.callback = callback;
    }

    void end(@Nullable Throwable failure, boolean sync) {
      pending.remove(this);
      if (ended.compareAndSet(false, true)) {
        if (failure != null) {
          exchange.setException(failure);
        }
        callback.done(sync);
      }
    }

    @Override
    public void onSuccess(IMqttToken token) {
      end(null, false);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable e) {
      end(inWords(e), false);
    }
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    UnderWay message = new UnderWay(exchange, callback);
    try {
      MqttMessage body = new MqttMessage(bytes(exchange.getMessage().getBody()));
      body.setQos(AT_LEAST_ONCE);
      body.setRetained(settings.retain());
      publish(body, message);
      return false;
    } catch (Exception e) {
      message.end(e, true);
      return true;
    }
  }

  private static byte[] bytes(@Nullable Object body) {
    if (body instanceof byte[] bytes) {
      return bytes;
    }
    if (body instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException(
        "body: a "
            + (body == null ? "null" : body.getClass().getName())
            + " is neither text nor bytes");
  }

  private synchronized void publish(MqttMessage body, UnderWay message) throws Exception {
    MqttAsyncClient now = client;
    if (now != null && !now.isConnected()) {
      lost(new MqttException(MqttException.REASON_CODE_CONNECTION_LOST));
    }
    if (broken != null) {
      Exception cause = broken;
      broken = null;
      throw cause;
    }
    now = client == null ? connect() : client;
    pending.add(message);
    try {
      now.publish(settings.topic(), body, null, message);
    } catch (MqttException e) {
      pending.remove(message);
      throw inWords(e);
    }
  }

  private MqttAsyncClient connect() throws Exception {
    MqttAsyncClient made =
        new MqttAsyncClient(settings.server(), settings.clientId(), new MemoryPersistence());
    made.setCallback(this);
    try {
      made.connect(settings.options()).waitForCompletion(MqttSettings.TIMEOUT_SECONDS * 1_000L);
    } catch (MqttException e) {
      discard(made);
      throw inWords(e);
    }
    client = made;
    return made;
  }

  private Exception inWords(Throwable e) {
    return new IllegalStateException(
        "the broker " + settings.server() + " does not take messages: " + words(e), e);
  }

  /** Paho says "MqttException" where the reason is behind it. */
  private static String words(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void connectionLost(@Nullable Throwable cause) {
    lost(cause == null ? new MqttException(MqttException.REASON_CODE_CONNECTION_LOST) : cause);
  }

  private synchronized void lost(Throwable cause) {
    MqttAsyncClient gone = client;
    if (gone == null || gone.isConnected()) {
      return;
    }
    client = null;
    Exception words = inWords(cause);
    broken = words;
    pending.forEach(message -> message.end(words, false));
    discard(gone);
  }

  private void discard(MqttAsyncClient gone) {
    try {
      gone.setCallback(null);
      gone.close(true);
    } catch (MqttException e) {
      // it was never connected, or is already closed
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {}

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}

  @Override
  protected void doStop() throws Exception {
    synchronized (this) {
      MqttAsyncClient gone = client;
      client = null;
      if (gone != null) {
        try {
          gone.disconnectForcibly(QUIESCE_MILLIS, QUIESCE_MILLIS);
        } catch (MqttException e) {
          // was not connected
        }
        discard(gone);
      }
      Exception stopped = new IllegalStateException("the route stops");
      pending.forEach(message -> message.end(stopped, false));
    }
    super.doStop();
  }
}
