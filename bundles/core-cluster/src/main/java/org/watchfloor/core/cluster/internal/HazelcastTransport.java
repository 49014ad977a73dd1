package org.watchfloor.core.cluster.internal;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Hazelcast member that does nothing but carry bytes: no map, no queue, no lock of it is used.
 * Thread-safe. Stands in construction until the member runs.
 */
final class HazelcastTransport implements Transport {
  private final Settings settings;
  private final HazelcastInstance hazelcast;
  private final Map<String, InetAddress> addresses = new ConcurrentHashMap<>();

  /**
   * @throws RuntimeException if the member cannot run, because its port is taken for instance
   */
  HazelcastTransport(Settings settings, Config config, Handler handler) {
    this.settings = settings;
    config.getUserContext().put(Carried.HANDLER, handler);
    hazelcast = Hazelcast.newHazelcastInstance(config);
  }

  @Override
  public CompletableFuture<byte[]> call(String node, Lane lane, byte[] request, Duration deadline) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    try {
      Optional<Member> member = member(settings.member(node));
      if (member.isEmpty()) {
        return CompletableFuture.failedFuture(new IOException(trouble(node)));
      }
      hazelcast
          .getExecutorService(lane.name())
          .submitToMember(
              new Carried(request, deadline.toMillis()),
              member.get(),
              new ExecutionCallback<byte[]>() {
                @Override
                public void onResponse(byte[] response) {
                  answer.complete(response == null ? new byte[0] : response);
                }

                @Override
                public void onFailure(Throwable failure) {
                  answer.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) { // it stops, or joins others at this moment
      return CompletableFuture.failedFuture(new IOException(String.valueOf(e.getMessage()), e));
    }
    return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Optional<Member> member(NodeAddress of) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> is(member, of))
        .findFirst();
  }

  private boolean is(Member member, NodeAddress of) {
    if (member.getAddress().getPort() != of.port()) {
      return false;
    }
    if (member.getAddress().getHost().equals(of.host())) {
      return true;
    }
    try {
      return member.getAddress().getInetAddress().equals(address(of));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private InetAddress address(NodeAddress of) throws UnknownHostException {
    InetAddress known = addresses.get(of.host());
    if (known == null) {
      known = InetAddress.getByName(of.host());
      addresses.put(of.host(), known);
    }
    return known;
  }

  @Override
  public String trouble(String node) {
    NodeAddress address = settings.member(node);
    try {
      if (member(address).isPresent()) {
        return "";
      }
    } catch (RuntimeException e) {
      return "the member of this node does not run: " + e.getMessage();
    }
    return "not reached at "
        + address.address()
        + ": does it run, is the port open, is its secret the same?";
  }

  @Override
  public List<String> strangers() {
    List<String> strangers = new ArrayList<>();
    try {
      for (Member member : hazelcast.getCluster().getMembers()) {
        if (settings.members().stream().noneMatch(of -> is(member, of))) {
          strangers.add(member.getAddress().getHost() + ":" + member.getAddress().getPort());
        }
      }
    } catch (RuntimeException e) {
      return List.of();
    }
    return strangers;
  }

  @Override
  public void close() {
    hazelcast.getLifecycleService().terminate();
  }
}
