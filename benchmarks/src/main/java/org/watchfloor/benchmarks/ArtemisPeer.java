package org.watchfloor.benchmarks;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Artemis within this JVM: one address, eight durable queues, its journal synced, NIO. */
final class ArtemisPeer implements Peer {
  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final ServerLocator locator;
  private final ClientSessionFactory factory;
  private final ClientSession sending;
  private final ClientProducer producer;

  ArtemisPeer(Path folder, Deliveries deliveries) throws Exception {
    Configuration config =
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setSecurityEnabled(false)
            .setJournalType(org.apache.activemq.artemis.core.server.JournalType.NIO)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .addAcceptorConfiguration("invm", "vm://0");
    broker.setConfiguration(config).start();
    locator = ActiveMQClient.createServerLocator("vm://0");
    locator.setConfirmationWindowSize(10 << 20).setBlockOnDurableSend(false);
    locator.setConsumerWindowSize(10 << 20).setBlockOnAcknowledge(false);
    factory = locator.createSessionFactory();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribe("subscriber-" + i, deliveries);
    }
    sending = factory.createSession(true, true);
    producer = sending.createProducer("signals");
    sending.start();
  }

  private void subscribe(String name, Deliveries deliveries) throws Exception {
    ClientSession session = factory.createSession(true, true);
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress("signals")
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(true));
    ClientConsumer consumer = session.createConsumer(name);
    consumer.setMessageHandler(
        message -> {
          deliveries.delivered(message.getBodyBuffer().readInt());
          acknowledge(message);
        });
    session.start();
  }

  private static void acknowledge(ClientMessage message) {
    try {
      message.acknowledge();
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "Artemis 2.42 embedded, 8 durable queues";
  }

  @Override
  public void publish(int number) throws Exception {
    ClientMessage message = sending.createMessage(true);
    message.getBodyBuffer().writeBytes(Payload.of(number));
    producer.send(message);
  }

  @Override
  public void close() throws Exception {
    factory.close();
    locator.close();
    broker.stop();
  }
}
