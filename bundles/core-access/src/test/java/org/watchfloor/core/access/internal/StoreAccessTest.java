package org.watchfloor.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.AccessDenied;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.Session;
import org.watchfloor.core.api.access.TokenInfo;
import org.watchfloor.core.api.audit.AuditRecord.Outcome;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.health.HealthResult.Level;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class StoreAccessTest {
  private static final String PASSWORD = "correct horse battery";
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
  void whoKnowsThePasswordIsIn() throws AccessDenied {
    Identity vera = access.authenticate("vera", PASSWORD, "ssh 10.0.0.7");

    assertThat(vera).isEqualTo(new Identity("vera", Set.of(Role.VIEWER)));
    assertThat(center.audit.last().action()).isEqualTo("user.authenticate");
    assertThat(center.audit.last().origin()).isEqualTo("ssh 10.0.0.7");
    assertThat(access.authenticate(" Vera", PASSWORD, ORIGIN).name()).isEqualTo("vera");
    assertThat(access.users()).extracting(Identity::name).containsExactly("admin", "vera");
    assertThat(access.check().level()).isEqualTo(Level.OK);
  }

  @Test
  void aRefusalDoesNotSayWhatWasWrongAndIsAudited() {
    String wrongPassword = refusal("vera", "not her password").getMessage();
    assertThat(center.audit.last().outcome()).isEqualTo(Outcome.DENIED);
    assertThat(center.audit.last().object()).isEqualTo("vera");

    assertThat(refusal("nobody", PASSWORD).getMessage()).isEqualTo(wrongPassword);
    assertThat(refusal("", "").getMessage()).isEqualTo(wrongPassword);
    assertThat(refusal("vera", "").getMessage()).isEqualTo(wrongPassword);
    assertThat(refusal("x".repeat(1 << 20), PASSWORD).getMessage()).isEqualTo(wrongPassword);
    assertThat(center.audit.last().object()).hasSizeLessThan(100);
    assertThat(refusal("vera", "y".repeat(1 << 20)).getMessage()).isEqualTo(wrongPassword);
  }

  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() {
    Passwords passwords = new Passwords(100_000);
    String kept = passwords.hash(PASSWORD);
    long known = Long.MAX_VALUE;
    long unknown = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      known = Math.min(known, nanos(() -> passwords.matches("wrong", kept)));
      unknown = Math.min(unknown, nanos(() -> passwords.matches("wrong", null)));
    }
    assertThat((double) unknown / known).isBetween(0.3, 3.0);
  }

  @Test
  void fiveWrongPasswordsLockTheNameForAQuarterOfAnHour() throws AccessDenied {
    for (int i = 0; i < 5; i++) {
      assertThat(refusal("vera", "wrong").locked()).isFalse();
    }
    int records = center.audit.records.size();
    assertThat(refusal("vera", PASSWORD).locked()).isTrue();
    assertThat(refusal("VERA", PASSWORD).locked()).isTrue();
    assertThat(center.audit.records).as("one record for all refusals").hasSize(records + 1);

    center.clock.pass(Duration.ofMinutes(14));
    assertThat(refusal("vera", PASSWORD).locked()).isTrue();
    center.clock.pass(Duration.ofMinutes(1));
    assertThat(access.authenticate("vera", PASSWORD, ORIGIN).name()).isEqualTo("vera");
    assertThat(refusal("vera", "wrong").locked()).as("the count began anew").isFalse();
  }

  @Test
  void noMoreThanFiveGuessesAreHeardHoweverManyComeAtOnce() throws Exception {
    Thread[] guessers = new Thread[20];
    for (int i = 0; i < guessers.length; i++) {
      guessers[i] = new Thread(() -> refusal("vera", "guess"));
      guessers[i].start();
    }
    for (Thread guesser : guessers) {
      guesser.join();
    }
    assertThat(center.audit.records)
        .filteredOn(r -> r.reason().equals("wrong name or password"))
        .hasSize(5);
  }

  @Test
  void noAuditNoAct() {
    center.audit.full = true;

    assertThatThrownBy(() -> access.authenticate("vera", PASSWORD, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> access.signIn("vera", PASSWORD, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> token("ci", Duration.ofDays(1))).isInstanceOf(AuditUnavailable.class);
    assertThat(access.tokens()).extracting(TokenInfo::name).containsExactly("initial-admin");
    assertThatThrownBy(
            () -> access.createUser("oscar", PASSWORD, Set.of(Role.OPERATOR), ADMIN, ORIGIN))
        .isInstanceOf(AuditUnavailable.class);
    assertThat(access.users()).extracting(Identity::name).doesNotContain("oscar");
  }

  @Test
  void anActThatFailsIsRecordedAsFailed() {
    center.store.close();

    assertThatThrownBy(() -> token("ci", Duration.ofDays(1))).hasMessageContaining("closed");
    assertThat(center.audit.last().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(access.tokens()).extracting(TokenInfo::name).doesNotContain("ci");
    assertThat(access.check().level()).isEqualTo(Level.CRITICAL);
  }

  @Test
  void aSessionLivesOnWithUseAndEndsWithout() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    assertThat(session.expiresAt()).isEqualTo(center.clock.instant().plus(Duration.ofMinutes(30)));

    for (int i = 0; i < 10; i++) {
      center.clock.pass(Duration.ofMinutes(29));
      assertThat(access.session(session.id())).isPresent();
    }
    assertThat(access.session(session.id()).get().csrf()).isEqualTo(session.csrf());
    center.clock.pass(Duration.ofMinutes(30));
    assertThat(access.session(session.id())).isEmpty();
  }

  @Test
  void aSessionEndsAfterTwelveHoursHoweverMuchItIsUsed() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    for (int i = 0; i < 12 * 4 - 1; i++) {
      center.clock.pass(Duration.ofMinutes(15));
      assertThat(access.session(session.id())).isPresent();
    }
    center.clock.pass(Duration.ofMinutes(15));
    assertThat(access.session(session.id())).isEmpty();
  }

  @Test
  void aRestartSignsNobodyOut() throws AccessDenied {
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    center.clock.pass(Duration.ofMinutes(20));
    access.session(session.id());
    center.restart();
    access = center.access();
    center.clock.pass(Duration.ofMinutes(20));

    assertThat(access.session(session.id()).get().csrf()).isEqualTo(session.csrf());
    access.signOut(session.id(), ORIGIN);
    assertThat(access.session(session.id())).isEmpty();
    assertThat(center.audit.last().action()).isEqualTo("session.end");
    center.restart();
    assertThat(center.access().session(session.id())).isEmpty();
  }

  @Test
  void ofTooManySessionsTheOldestEnd() throws AccessDenied {
    Session first = access.signIn("vera", PASSWORD, ORIGIN);
    for (int i = 0; i < 50; i++) {
      center.clock.pass(Duration.ofSeconds(1));
      access.signIn("vera", PASSWORD, ORIGIN);
    }
    assertThat(access.session(first.id())).isEmpty();
    assertThat(count("access_session")).isEqualTo(50);
    center.clock.pass(Duration.ofHours(13));
    access.signIn("vera", PASSWORD, ORIGIN);
    assertThat(count("access_session")).as("those that have ended are deleted").isEqualTo(1);
  }

  @Test
  void aTokenIsWhoItWasMadeForUntilItExpiresOrIsRevoked() {
    String secret = token("ci", Duration.ofDays(1));
    assertThat(secret).matches("wf_[A-Za-z0-9_-]{43}");
    assertThat(access.token(secret)).contains(new Identity("token:ci", Set.of(Role.SENSOR)));
    assertThat(access.token(secret.substring(1))).isEmpty();
    assertThat(access.token("")).isEmpty();
    assertThat(access.token("wf_" + "A".repeat(43))).isEmpty();

    center.restart();
    access = center.access();
    assertThat(access.token(secret)).isPresent();
    assertThat(access.revokeToken("ci", ADMIN, ORIGIN)).isTrue();
    assertThat(access.token(secret)).isEmpty();
    assertThat(access.revokeToken("ci", ADMIN, ORIGIN)).isFalse();
    center.restart();
    access = center.access();
    assertThat(access.token(secret)).isEmpty();

    String other = token("ci", Duration.ofDays(1));
    center.clock.pass(Duration.ofDays(1));
    assertThat(access.token(other)).isEmpty();
  }

  @Test
  void whatIsAskedWronglyIsRefusedByName() {
    token("ci", Duration.ofDays(1));
    assertThatThrownBy(() -> token("ci", Duration.ofDays(1))).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> token("a/b", Duration.ofDays(1))).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> token("b", Duration.ofSeconds(59))).hasMessageContaining("366 days");
    assertThatThrownBy(() -> token("b", Duration.ofDays(367))).hasMessageContaining("366 days");
    assertThatThrownBy(() -> user("vera", PASSWORD)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> user("system", PASSWORD)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> user("token:x", PASSWORD)).hasMessageStartingWith("name: ");
    assertThatThrownBy(() -> user("oscar", "elevenchars"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("password: ")
        .hasMessageNotContaining("elevenchars");
    assertThatThrownBy(() -> access.createUser("oscar", PASSWORD, Set.of(), ADMIN, ORIGIN))
        .hasMessageStartingWith("roles: ");
  }

  @Test
  void noSecretIsKeptLoggedOrShown() throws Exception {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "its bytes are in a file of SQLite");
    Session session = access.signIn("vera", PASSWORD, ORIGIN);
    String token = token("ci", Duration.ofDays(1));
    String told = center.audit.records.toString() + session + access.tokens() + access.users();
    center.restart();
    String kept =
        new String(
            Files.readAllBytes(center.directory.resolve("store.db")), StandardCharsets.ISO_8859_1);

    for (String secret : new String[] {PASSWORD, token, session.id(), session.csrf()}) {
      assertThat(told).doesNotContain(secret);
      assertThat(kept).doesNotContain(secret);
    }
  }

  @Test
  void aPasswordIsStrengthenedWhenItIsNextTyped() throws AccessDenied {
    Limits stronger = new Limits(2_000, Duration.ofMinutes(30), Duration.ofHours(12));
    access = center.access(stronger);
    access.authenticate("vera", PASSWORD, ORIGIN);
    center.restart();

    assertThat(new Tables(center.store).users())
        .filteredOn(u -> u.name().equals("vera"))
        .allMatch(u -> u.password().startsWith("pbkdf2-sha256$2000$"));
    assertThat(center.access(stronger).authenticate("vera", PASSWORD, ORIGIN).name())
        .isEqualTo("vera");
  }

  @Test
  void theSameLettersTypedAnotherWayAreTheSamePassword() throws AccessDenied {
    user("zoe", "pass\u00e9 compos\u00e9");
    assertThat(access.authenticate("zoe", "passe\u0301 compose\u0301", ORIGIN).name())
        .isEqualTo("zoe");
  }

  private String token(String name, Duration lifetime) {
    return access.createToken(name, Set.of(Role.SENSOR), lifetime, ADMIN, ORIGIN);
  }

  private void user(String name, String password) {
    access.createUser(name, password, Set.of(Role.VIEWER), ADMIN, ORIGIN);
  }

  private AccessDenied refusal(String user, String password) {
    AccessDenied denied =
        catchThrowableOfType(AccessDenied.class, () -> access.authenticate(user, password, ORIGIN));
    assertThat(denied).isNotNull();
    return denied;
  }

  private int count(String table) {
    return center.store.read(
        connection -> {
          try (var statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }
}
