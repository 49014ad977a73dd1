package org.watchfloor.benchmarks.bus;

import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
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
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * Artemis within this JVM: one address, eight durable queues, its journal synced, NIO; each message
 * has an id that the broker keeps against duplicates. Sent one by one without waiting for the
 * answer, or what waits in one transaction.
 */
final class ArtemisPeer implements Peer {
  /** The broker remembers so many ids; its default, said here for it is part of the work. */
  private static final int IDS = 20_000;

  private final int transaction;
  private final ClientSession sending;
  private final ClientProducer producer;
  private final Batches batches;

  /**
   * @param transaction messages in one at most; 1: no transactions
   */
  ArtemisPeer(Path folder, Deliveries deliveries, Closers closers, int transaction)
      throws Exception {
    this.transaction = transaction;
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    closers.add(broker::stop);
    broker.setConfiguration(config(folder)).start();
    ServerLocator locator = ActiveMQClient.createServerLocator("vm://0");
    closers.add(locator);
    locator.setConfirmationWindowSize(10 << 20).setBlockOnDurableSend(false);
    locator.setConsumerWindowSize(10 << 20).setBlockOnAcknowledge(false);
    ClientSessionFactory factory = locator.createSessionFactory();
    closers.add(factory::close);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribe(factory, i, deliveries);
    }
    sending = factory.createSession(transaction == 1, true);
    producer = sending.createProducer("signals");
    sending.start();
    batches = new Batches("artemis-sender", transaction, this::commit, deliveries);
    closers.add(batches);
  }

  private static Configuration config(Path folder) throws Exception {
    return new ConfigurationImpl()
        .setPersistenceEnabled(true)
        .setSecurityEnabled(false)
        .setJournalType(JournalType.NIO)
        .setIDCacheSize(IDS)
        .setPersistIDCache(true)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .addAcceptorConfiguration("invm", "vm://0");
  }

  private static void subscribe(ClientSessionFactory factory, int subscriber, Deliveries deliveries)
      throws Exception {
    ClientSession session = factory.createSession(true, true);
    String name = "subscriber-" + subscriber;
    session.createQueue(
        QueueConfiguration.of(name)
            .setAddress("signals")
            .setRoutingType(RoutingType.MULTICAST)
            .setDurable(true));
    ClientConsumer consumer = session.createConsumer(name);
    consumer.setMessageHandler(
        message -> {
          deliveries.delivered(subscriber, message.getBodyBuffer().readInt());
          try {
            message.acknowledge();
          } catch (ActiveMQException e) {
            deliveries.failed(e);
          }
        });
    session.start();
  }

  private void send(int number) throws ActiveMQException {
    ClientMessage message = sending.createMessage(true);
    message.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), "bench-" + number);
    message.getBodyBuffer().writeBytes(Payload.of(number));
    producer.send(message);
  }

  private void commit(List<Integer> numbers) throws ActiveMQException {
    for (int number : numbers) {
      send(number);
    }
    sending.commit();
  }

  @Override
  public String name() {
    return "Artemis 2.42 embedded, 8 durable queues, ids against duplicates"
        + (transaction == 1 ? "" : ", up to " + transaction + " a transaction");
  }

  @Override
  public void publish(int number) throws Exception {
    if (transaction == 1) {
      send(number);
    } else {
      batches.put(number);
    }
  }
}
