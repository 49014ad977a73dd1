package org.watchfloor.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.testkit.core.FakeCluster;

/** Two nodes with one store: who is let in on one is let in on the other, and is not any more. */
@Timeout(30)
class TwoNodesTest {
  private static final String PASSWORD = "a long enough password 7";
  private static final String FROM = "127.0.0.1";

  @TempDir Path folder;
  private final FakeCluster cluster = new FakeCluster("a", "b");
  private TestCenter center;
  private StoreAccess a;
  private StoreAccess b;
  private Identity admin;

  @BeforeEach
  void start() {
    center = new TestCenter(folder);
    a = center.access();
    b = center.access();
    a.setCluster(cluster.node("a"));
    b.setCluster(cluster.node("b"));
    admin = a.users().get(0);
  }

  @AfterEach
  void stop() {
    a.stop();
    b.stop();
    center.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("watchfloor-access-refresh");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(20);
    }
  }

  @Test
  void aUserOfOneNodeSignsInOnTheOtherAndASessionIsGoodOnBoth() throws Exception {
    a.createUser("vera", PASSWORD, Set.of(Role.VIEWER), admin, FROM);
    await(() -> b.users().size() == 2);
    Session session = b.signIn("vera", PASSWORD, FROM);
    assertThat(a.session(session.id())).as("at once").isPresent();
    b.signOut(session.id(), FROM);
    await(() -> a.peek(session.id()).isEmpty());
  }

  @Test
  void whoIsRemovedOnOneNodeIsOutOnTheOther() throws Exception {
    a.createUser("vera", PASSWORD, Set.of(Role.VIEWER), admin, FROM);
    Session session = a.signIn("vera", PASSWORD, FROM);
    assertThat(b.session(session.id())).isPresent();
    a.removeUser("vera", admin, FROM);
    await(() -> b.session(session.id()).isEmpty());
    assertThat(b.users()).hasSize(1);
  }

  @Test
  void aTokenIsGoodOnBothAndRevokedOnBoth() throws Exception {
    String secret = a.createToken("cad", Set.of(Role.VIEWER), Duration.ofDays(1), admin, FROM);
    assertThat(b.token(secret)).as("at once").isPresent();
    a.revokeToken("cad", admin, FROM);
    assertThat(a.token(secret)).isEmpty();
    await(() -> b.token(secret).isEmpty());
  }

  @Test
  void whatIsRevokedWhileTheStoreIsReadDoesNotComeBack() {
    Mirror mirror = new Mirror();
    boolean[] there = {true};
    long before = mirror.changes();
    mirror.change(() -> there[0] = false);
    mirror.replace(before, () -> there[0] = true);
    assertThat(there[0]).isFalse();
    mirror.replace(mirror.changes(), () -> there[0] = true);
    assertThat(there[0]).isTrue();
  }
}
