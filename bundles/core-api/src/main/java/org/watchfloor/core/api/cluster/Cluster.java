package org.watchfloor.core.api.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The nodes that are one center together. Thread-safe; calls are cheap. There is a service of this
 * type only where {@code etc/org.watchfloor.cluster.cfg} makes the center more than one node: who
 * finds none is alone and does everything.
 *
 * <p>Registered before the node's {@code Journal} and taken away after it, so that whoever finds a
 * journal knows at once whether the center is one node or several.
 */
@ProviderType
public interface Cluster {
  /** Name of this node, unique in the cluster. */
  String node();

  /** All configured nodes, by name, the dead ones too. */
  List<ClusterMember> members();

  /**
   * Whether this node gives the positions, and so runs what must run once: the durable subscribers
   * and jobs that clean up.
   */
  boolean leads();

  /**
   * Whether this node belongs to a majority with a leader. One that does not owns no sources and
   * takes no signals; screens see what it knew.
   */
  boolean works();

  /** Whether this node is the one that runs a source. Never true on two nodes at a time. */
  boolean owns(String sourceId);

  /** Name of the node that runs a source; empty while none does. */
  String owner(String sourceId);

  /**
   * Calls back after any of the answers may have changed, one call at a time, on a thread of the
   * cluster: do little there. Called once right away. Close to stop.
   */
  AutoCloseable onChange(Runnable listener);

  /** Longest question and longest value of a shared map, bytes. */
  int MAX_QUESTION = 1 << 20;

  /** Longest answer, bytes: a picture of a camera and a little more. */
  int MAX_ANSWER = 9 << 20;

  /**
   * Asks another node, for what only that node has, such as the picture of a camera that it runs.
   * Never blocks. Not kept, not repeated: who wants it again asks again. Bytes mean what the two
   * parts that use the topic agree on.
   *
   * @param node name of a node, which may be this one
   * @param topic 1 to 64 of {@code a-z 0-9 . -}; the name of the part that answers comes first:
   *     {@code core-runtime.snapshot}
   * @param question at most {@link #MAX_QUESTION} bytes
   * @param deadline at most 60 s
   * @return at most {@link #MAX_ANSWER} bytes, completed on a thread of the cluster; or
   *     exceptionally, at the latest at the deadline, with an {@link IOException} whose message
   *     says in words why there is none: the node is not there, nobody answers the topic there,
   *     what {@link Answerer#answer} failed with, too long, no answer in time
   */
  default CompletionStage<byte[]> ask(
      String node, String topic, byte[] question, Duration deadline) {
    return CompletableFuture.failedFuture(new IOException("this cluster passes no questions on"));
  }

  /**
   * Answers the questions of other nodes on a topic until closed; one answerer a topic, the last
   * one that came. Questions of nodes that have not proven that they are members never get here.
   */
  default AutoCloseable answer(String topic, Answerer answerer) {
    return () -> {};
  }

  /**
   * A small map that all nodes have, for what must go on elsewhere when a node dies, such as
   * bookmarks of sources. Outlives any one node, not a stop of all of them: who uses one keeps a
   * file of its own besides.
   *
   * @param name 1 to 64 of {@code a-z 0-9 . -}
   */
  default SharedMap shared(String name) {
    return SharedMap.NONE;
  }
}
