package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.cluster.ClusterMember;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.LocalJournal;

/** One running node, put together. Thread-safe. Runs from construction to {@link #close}. */
final class ClusterNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final Settings settings;
  private final Loop loop;
  private final Status status;
  private final Peers peers;
  private final Node node;
  private final Forwarding forwarding;
  private final Questions questions;
  private final SharedValues shared;
  private final View view;
  private final Journal journal;
  private final AutoCloseable listening;
  private volatile boolean running;

  /**
   * @param directory of this node's own notes
   * @param opening makes the entry that begins a term
   * @param network makes the transport
   * @throws IOException if the notes cannot be written
   */
  ClusterNode(
      Settings settings,
      LocalJournal local,
      Path directory,
      LongFunction<Draft> opening,
      Function<Transport.Handler, Transport> network)
      throws IOException {
    this.settings = settings;
    this.loop = new Loop("watchfloor-cluster-node-" + settings.node());
    this.status = new Status(settings.node());
    boolean empty = local.written() == 0 && local.term() == 0;
    Beginner beginner = new Beginner(directory, empty);
    Seal seal = new Seal(settings.node(), settings.secret());
    this.peers = new Peers(settings, seal, this::said, network);
    this.node = new Node(settings, local, peers, loop, status, new Own(beginner, opening));
    Visible visible = new Visible(local);
    this.forwarding = new Forwarding(settings, status, peers, node.appender(), visible);
    this.questions = new Questions(settings, peers);
    this.shared = new SharedValues(settings, questions);
    this.view = new View(settings, status, questions, shared);
    this.journal = new ClusterJournal(local, status, node.appender(), forwarding);
    this.listening = local.onWritten(visible::upTo);
    long tick = Timing.of(settings.failureMillis()).tick();
    loop.every(
        tick,
        () -> {
          node.tick();
          forwarding.tick();
          visible.tick();
          look();
        });
    running = true;
  }

  private void look() {
    view.look(node.disks(), this::hindrance);
  }

  private String hindrance(String name) {
    if (name.equals(settings.node())) {
      return node.hindrance();
    }
    String trouble = peers.trouble(name);
    return trouble.isEmpty() ? node.said(name) : trouble;
  }

  private CompletableFuture<Message> said(String from, Message message) {
    if (!running) {
      return CompletableFuture.completedFuture(
          new Message.Refused("node " + settings.node() + " starts or stops"));
    }
    if (message instanceof Message.Forward forward) {
      return forwarding.answer(forward);
    } else if (message instanceof Message.Question question) {
      return questions.answer(question);
    }
    return node.said(from, message);
  }

  Cluster cluster() {
    return view;
  }

  Journal journal() {
    return journal;
  }

  /** Whether it has ever belonged to a majority since it started. */
  boolean everWorked() {
    return status.everWorked();
  }

  HealthResult health() {
    List<String> said = new ArrayList<>();
    for (ClusterMember member : view.members()) {
      if (!member.name().equals(settings.node()) && (!member.alive() || !member.said().isEmpty())) {
        String why = member.said().isEmpty() ? "does not answer" : member.said();
        said.add("node " + member.name() + ": " + why);
      }
    }
    for (String stranger : peers.strangers()) {
      said.add("a member at " + stranger + " is not configured: close the port to it");
    }
    String own = node.hindrance();
    if (!own.isEmpty()) {
      said.add("this node: " + own);
    }
    String words = String.join("; ", said);
    if (!status.works()) {
      return HealthResult.unavailable(
          "This node does not belong to a majority: it takes no signals and runs no sources. "
              + words);
    }
    return words.isEmpty() ? HealthResult.OK : HealthResult.warn(words);
  }

  /** Gives up what it does, tells the others, and only then closes. */
  @Override
  public void close() {
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::stop, loop);
    await(stopped);
    view.look(Map.of(), name -> "");
    view.flush();
    awaitIdle();
    List<CompletableFuture<Message>> farewells =
        settings.others().stream()
            .map(name -> peers.call(name, Transport.Lane.LOG, new Message.Leave(), FAREWELL))
            .toList();
    await(CompletableFuture.allOf(farewells.toArray(CompletableFuture[]::new)));
    end();
  }

  /** What a leader took is on its own disk before it says farewell, so that others can have it. */
  private void awaitIdle() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (!node.idle() && System.nanoTime() - until < 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  private static void await(CompletableFuture<Void> done) {
    try {
      done.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.debug("The other nodes were not all told", e);
    }
  }

  /** Ends without a word, as a node whose power is cut. */
  void end() {
    running = false;
    loop.close();
    try {
      listening.close();
    } catch (Exception e) {
      LOG.debug("The journal was closed before", e);
    }
    shared.close();
    peers.close();
    view.close();
  }

  @Nullable String leader() {
    return status.leader();
  }
}
