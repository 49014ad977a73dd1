package org.watchfloor.benchmarks.bus;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;

/** Hazelcast's reliable topic, one member, eight listeners: in memory only. */
final class HazelcastPeer implements Peer {
  private final ITopic<byte[]> topic;

  HazelcastPeer(Deliveries deliveries, Closers closers) {
    Config config = new Config();
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(0).getJoin().getMulticastConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.getRingbufferConfig("default").setCapacity(100_000);
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    closers.add(member::shutdown);
    topic = member.getReliableTopic("signals");
    for (int i = 0; i < SUBSCRIBERS; i++) {
      int subscriber = i;
      topic.addMessageListener(
          message -> deliveries.delivered(subscriber, Payload.number(message.getMessageObject())));
    }
  }

  @Override
  public String name() {
    return "Hazelcast 5.7 ReliableTopic (memory only)";
  }

  @Override
  public void publish(int number) {
    topic.publish(Payload.of(number));
  }
}
