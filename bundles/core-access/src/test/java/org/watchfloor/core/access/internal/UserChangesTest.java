package org.watchfloor.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.testkit.core.EachStore;

@EachStore
class UserChangesTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "staple correct horse";
  private static final String ORIGIN = "https 127.0.0.1";
  private static final Identity ADMIN = new Identity("admin", EnumSet.allOf(Role.class));

  @TempDir Path data;
  private TestCenter center;
  private StoreAccess access;

  @BeforeEach
  void open() {
    center = new TestCenter(data);
    access = center.access();
    access.createUser("vera", PASSWORD, Set.of(Role.VIEWER), ADMIN, ORIGIN);
  }

  @AfterEach
  void close() {
    center.close();
  }

  @Test
  void aPersonChangesTheirPasswordAndIsOutEverywhereElse() throws AccessDenied {
    Session here = access.signIn("vera", PASSWORD, ORIGIN);
    Session there = access.signIn("vera", PASSWORD, ORIGIN);
    Session admins = openedBy("oscar");
    change("Vera ", PASSWORD, OTHER, Optional.of(here.id()));

    assertThat(center.audit.last())
        .isEqualTo(AuditRecord.done("vera", ORIGIN, "user.password", "vera"));
    for (int i = 0; i < 2; i++) {
      assertThat(access.session(here.id())).isPresent();
      assertThat(access.session(there.id())).isEmpty();
      assertThat(access.session(admins.id())).isPresent();
      assertThatThrownBy(() -> access.authenticate("vera", PASSWORD, ORIGIN))
          .isInstanceOf(AccessDenied.class);
      assertThat(access.authenticate("vera", OTHER, ORIGIN).name()).isEqualTo("vera");
      restart();
    }
    change("vera", OTHER, PASSWORD, Optional.empty());
    assertThat(access.session(here.id())).isEmpty();
  }

  @Test
  void aWrongOldPasswordIsAWrongSignIn() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> change("vera", "a wrong old one", OTHER, Optional.empty()))
          .isInstanceOfSatisfying(AccessDenied.class, e -> assertThat(e.locked()).isFalse());
      assertThat(center.audit.last().action()).isEqualTo("user.password");
      assertThat(center.audit.last().outcome()).isEqualTo(Outcome.DENIED);
    }
    assertThatThrownBy(() -> change("vera", PASSWORD, OTHER, Optional.empty()))
        .isInstanceOfSatisfying(AccessDenied.class, e -> assertThat(e.locked()).isTrue());
    assertThatThrownBy(() -> access.signIn("vera", PASSWORD, ORIGIN))
        .isInstanceOfSatisfying(AccessDenied.class, e -> assertThat(e.locked()).isTrue());
  }

  @Test
  void aNewPasswordThatIsNoneIsRefusedInWords() throws AccessDenied {
    access.createUser("victoria.smith", PASSWORD, Set.of(Role.VIEWER), ADMIN, ORIGIN);
    int records = center.audit.records.size();
    for (String wrong :
        List.of("elevenchars", PASSWORD, "x".repeat(1_025), " VICTORIA.smith", "victoria.smith")) {
      assertThatThrownBy(() -> change("victoria.smith", PASSWORD, wrong, Optional.empty()))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("newPassword: must ")
          .hasMessageNotContaining(wrong);
    }
    assertThatThrownBy(() -> access.setPassword("victoria.smith", "victoria.smith", ADMIN, ORIGIN))
        .hasMessage("password: must not be the name");
    assertThatThrownBy(() -> access.setPassword("vera", "short", ADMIN, ORIGIN))
        .hasMessageStartingWith("password: ");
    assertThatThrownBy(() -> user("longer.than.twelve", "longer.than.twelve"))
        .hasMessage("password: must not be the name");
    assertThat(center.audit.records).as("nothing was done").hasSize(records);
    assertThat(access.authenticate("victoria.smith", PASSWORD, ORIGIN)).isNotNull();
  }

  @Test
  void anAdministratorSetsAPasswordEndsAllSessionsAndUnlocks() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> access.authenticate("vera", "a wrong one", ORIGIN));
    }
    assertThat(access.setPassword("vera", OTHER, ADMIN, ORIGIN)).isTrue();

    assertThat(center.audit.last())
        .isEqualTo(AuditRecord.done("admin", ORIGIN, "user.password", "vera"));
    assertThat(access.session(session.id())).isEmpty();
    assertThat(access.authenticate("vera", OTHER, ORIGIN).name()).isEqualTo("vera");
    restart();
    assertThat(access.session(session.id())).isEmpty();
    assertThat(access.authenticate("vera", OTHER, ORIGIN).name()).isEqualTo("vera");
    assertThat(access.setPassword("nobody", OTHER, ADMIN, ORIGIN)).isFalse();
  }

  @Test
  void otherRolesHoldAtOnceInOpenSessions() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    assertThat(access.setRoles("vera", Set.of(Role.OPERATOR, Role.VIEWER), ADMIN, ORIGIN)).isTrue();

    AuditRecord record = center.audit.last();
    assertThat(record.action() + " " + record.object() + " by " + record.actor())
        .isEqualTo("user.roles vera by admin");
    assertThat(record.facts()).containsEntry("roles", "viewer operator");
    assertThat(record.facts()).containsEntry("before", "viewer");
    assertThat(roles(session)).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    restart();
    assertThat(roles(session)).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    assertThat(access.setRoles("nobody", Set.of(Role.VIEWER), ADMIN, ORIGIN)).isFalse();
    assertThatThrownBy(() -> access.setRoles("vera", Set.of(), ADMIN, ORIGIN))
        .hasMessageStartingWith("roles: ");
  }

  @Test
  void theLastAdministratorStays() throws AccessDenied {
    assertThatThrownBy(() -> access.setRoles("admin", Set.of(Role.VIEWER), ADMIN, ORIGIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "roles: admin is the only administrator and must have admin; give another user the"
                + " role admin first");
    assertThatThrownBy(() -> access.removeUser("admin", ADMIN, ORIGIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name: admin is the only administrator and cannot be removed");
    assertThat(access.setRoles("admin", Set.of(Role.ADMIN), ADMIN, ORIGIN)).isTrue();

    access.setRoles("vera", Set.of(Role.ADMIN), ADMIN, ORIGIN);
    assertThat(access.removeUser("admin", ADMIN, ORIGIN)).isTrue();
    assertThatThrownBy(() -> access.removeUser("vera", ADMIN, ORIGIN))
        .hasMessageContaining("vera is the only administrator");
    restart();
    assertThat(access.users()).extracting(Identity::name).containsExactly("vera");
  }

  @Test
  void ofTwoAdministratorsWhoRemoveEachOtherOneStays() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 20; i++) {
        String a = "a" + i;
        String b = "b" + i;
        String last = access.users().get(0).name();
        for (String name : List.of(a, b)) {
          access.createUser(name, PASSWORD, Set.of(Role.ADMIN), ADMIN, ORIGIN);
        }
        access.removeUser(last, ADMIN, ORIGIN);
        access.removeUser("vera", ADMIN, ORIGIN);
        Callable<Boolean> removeA = () -> access.removeUser(a, ADMIN, ORIGIN);
        Callable<Boolean> demoteB = () -> access.setRoles(b, Set.of(Role.VIEWER), ADMIN, ORIGIN);
        int refused = 0;
        for (Future<Boolean> done : two.invokeAll(List.of(removeA, demoteB))) {
          try {
            done.get();
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasMessageContaining("only administrator");
            refused++;
          }
        }
        assertThat(refused).isEqualTo(1);
        access.setRoles(access.users().get(0).name(), Set.of(Role.ADMIN), ADMIN, ORIGIN);
        if (access.users().size() == 2) {
          access.removeUser(b, ADMIN, ORIGIN);
        }
      }
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void aRemovedUserIsOutAndTheNameIsNobodyElses() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    assertThat(access.removeUser("vera", ADMIN, ORIGIN)).isTrue();

    assertThat(center.audit.last().action()).isEqualTo("user.remove");
    assertThat(center.audit.last().facts()).containsEntry("roles", "viewer");
    for (int i = 0; i < 2; i++) {
      assertThat(access.session(session.id())).isEmpty();
      assertThat(access.users()).extracting(Identity::name).containsExactly("admin");
      assertThatThrownBy(() -> access.authenticate("vera", PASSWORD, ORIGIN))
          .isInstanceOf(AccessDenied.class);
      assertThatThrownBy(() -> user("vera", PASSWORD))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("name: was that of a user who has been removed");
      assertThat(access.removeUser("vera", ADMIN, ORIGIN)).isFalse();
      restart();
    }
  }

  @Test
  void noAuditNoChange() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    center.audit.full = true;
    assertThatThrownBy(() -> change("vera", PASSWORD, OTHER, Optional.empty()))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> access.setPassword("vera", OTHER, ADMIN, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> access.setRoles("vera", Set.of(Role.ADMIN), ADMIN, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> access.removeUser("vera", ADMIN, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    center.audit.full = false;

    for (int i = 0; i < 2; i++) {
      assertThat(roles(session)).containsExactly(Role.VIEWER);
      assertThat(access.authenticate("vera", PASSWORD, ORIGIN).name()).isEqualTo("vera");
      restart();
    }
  }

  @Test
  void aChangeThatFailsIsRecordedAsFailedAndChangesNothing() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    center.store.close();
    assertThatThrownBy(() -> access.removeUser("vera", ADMIN, ORIGIN))
        .hasMessageContaining("closed");
    assertThat(center.audit.last().outcome()).isEqualTo(Outcome.FAILED);
    assertThatThrownBy(() -> access.setPassword("vera", OTHER, ADMIN, ORIGIN))
        .hasMessageContaining("closed");
    assertThat(access.peek(session.id())).isPresent();
  }

  @Test
  void nobodyGetsInByTheOldPasswordWhileItIsChanged() throws Exception {
    ExecutorService guests = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 10; i++) {
        String old = "the password number " + i;
        access.setPassword("vera", old, ADMIN, ORIGIN);
        List<Future<Optional<Session>>> in = new java.util.ArrayList<>();
        for (int n = 0; n < 4; n++) {
          in.add(guests.submit(() -> signedIn(old)));
        }
        access.setPassword("vera", OTHER, ADMIN, ORIGIN);
        for (Future<Optional<Session>> session : in) {
          assertThat(session.get().flatMap(s -> access.session(s.id()))).isEmpty();
        }
      }
    } finally {
      guests.shutdownNow();
    }
  }

  @Test
  void whoPeeksKeepsNoSessionAlive() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    for (int i = 0; i < 3; i++) {
      center.clock.pass(Duration.ofMinutes(9));
      assertThat(access.peek(session.id()).orElseThrow().expiresAt())
          .isEqualTo(session.expiresAt());
      assertThat(access.peek(session.id()).orElseThrow().csrf()).isEqualTo(session.csrf());
    }
    center.clock.pass(Duration.ofMinutes(3));
    assertThat(access.peek(session.id())).isEmpty();
    assertThat(access.session(session.id())).isEmpty();
    assertThat(access.peek("")).isEmpty();
  }

  private Optional<Session> signedIn(String password) {
    try {
      return Optional.of(access.signIn("vera", password, ORIGIN));
    } catch (AccessDenied e) {
      return Optional.empty();
    }
  }

  private Session openedBy(String name) throws AccessDenied {
    user(name, PASSWORD);
    return access.signIn(name, PASSWORD, ORIGIN);
  }

  private void user(String name, String password) {
    access.createUser(name, password, Set.of(Role.VIEWER), ADMIN, ORIGIN);
  }

  private void change(String user, String old, String password, Optional<String> session)
      throws AccessDenied {
    access.changePassword(user, old, password, session, ORIGIN);
  }

  private Set<Role> roles(Session session) {
    return access.peek(session.id()).orElseThrow().identity().roles();
  }

  private void restart() {
    center.restart();
    access = center.access();
  }
}
