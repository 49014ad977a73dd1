package org.watchfloor.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.store.Migration;
import org.watchfloor.core.api.store.Store;
import org.watchfloor.core.api.store.Work;
import org.watchfloor.testkit.core.EachStore;

@EachStore
class FirstAdminTest {
  @TempDir Path data;
  private TestCenter center;
  private Path file;

  @BeforeEach
  void open() {
    center = new TestCenter(data);
    file = center.directory.resolve("initial-admin.json");
  }

  @AfterEach
  void close() {
    center.close();
  }

  @Test
  void theFirstStartMakesAnAdministratorWithAllRoles() throws Exception {
    StoreAccess access = center.access();
    JsonNode told = told();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(told.get("user").asText()).isEqualTo("admin");
    assertThat(told.get("password").asText()).hasSizeGreaterThanOrEqualTo(16);
    assertIn(access, told);
    center.clock.pass(Duration.ofDays(30));
    assertThat(access.token(told.get("token").asText())).isEmpty();
    assertThat(center.audit.records.toString())
        .contains("user.create")
        .doesNotContain(told.get("password").asText());
  }

  @Test
  void theSecondStartMakesNone() throws Exception {
    center.access();
    JsonNode told = told();
    center.restart();
    assertIn(center.access(), told);
    assertThat(told()).isEqualTo(told);

    Files.delete(file);
    center.restart();
    center.access();
    assertThat(file).as("whoever has deleted the file does not get it again").doesNotExist();
  }

  @Test
  void killedBeforeTheUserIsCommittedItBeginsAnew() throws Exception {
    Dying dying = new Dying(center.store, false);
    assertThatThrownBy(() -> start(dying)).hasMessage("killed");
    assertThat(file).doesNotExist();
    center.restart();

    assertIn(center.access(), told());
  }

  @Test
  void killedAfterTheUserIsCommittedTheFileIsFoundAtTheNextStart() throws Exception {
    Dying dying = new Dying(center.store, true);
    assertThatThrownBy(() -> start(dying)).hasMessage("killed");
    assertThat(file).doesNotExist();
    center.restart();

    StoreAccess access = center.access();
    assertIn(access, told());
    assertThat(access.users()).hasSize(1);
    assertThat(center.directory.resolve("initial-admin.json.prepared")).doesNotExist();
  }

  @Test
  void ofNodesThatStartTogetherOneMakesTheAdministrator() throws Exception {
    Path elsewhere = data.resolve("elsewhere");
    Slower slower = new Slower(center.store, center::access);
    StoreAccess second =
        new StoreAccess(TestCenter.LIMITS, slower, center.audit, elsewhere, center.clock);

    assertIn(second, told());
    assertThat(second.users()).hasSize(1);
    assertThat(elsewhere).as("no secrets that open nothing").isEmptyDirectory();
    assertThat(center.audit.records.toString()).contains("FAILED");
  }

  @Test
  void whatIsPreparedAndOpensNothingIsTakenAway() throws Exception {
    center.access();
    JsonNode told = told();
    Path prepared = center.directory.resolve("initial-admin.json.prepared");
    for (String left : List.of("{\"user\":\"admin\",\"token\":\"wf_void\"}", "{\"user\":\"adm")) {
      Files.writeString(prepared, left);
      center.restart();
      center.access();
      assertThat(prepared).doesNotExist();
      assertThat(told()).isEqualTo(told);
    }
  }

  @Test
  void aPasswordThatIsVoidIsNoLongerInTheFile() throws Exception {
    StoreAccess access = center.access();
    JsonNode told = told();
    access.changePassword(
        "admin", told.get("password").asText(), "another one, of mine", Optional.empty(), "test");

    assertThat(told().has("password")).isFalse();
    assertThat(told().get("user").asText()).isEqualTo("admin");
    assertThat(access.token(told().get("token").asText())).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    center.restart();
    access = center.access();
    assertThat(told().has("password")).isFalse();

    access.revokeToken("initial-admin", access.users().get(0), "test");
    assertThat(file).as("nothing that opens the center is left in it").doesNotExist();
    center.restart();
    center.access();
    assertThat(file).doesNotExist();
  }

  @Test
  void theFileOfAnAdministratorWhoIsRemovedOrGivenAnotherPasswordIsVoidToo() throws Exception {
    StoreAccess access = center.access();
    Identity admin = access.users().get(0);
    access.setPassword("admin", "another one, of mine", admin, "test");
    assertThat(told().has("password")).isFalse();
    access.createUser("ada", "a third one, of hers", Set.of(Role.ADMIN), admin, "test");
    access.revokeToken("initial-admin", admin, "test");
    assertThat(access.removeUser("admin", admin, "test")).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatCannotBeChangedDoesNotKeepTheOldPassword() throws Exception {
    StoreAccess access = center.access();
    Files.writeString(file, "the owner's own notes");
    access.setPassword("admin", "another one, of mine", access.users().get(0), "test");

    assertThat(access.authenticate("admin", "another one, of mine", "test")).isNotNull();
    assertThat(file).hasContent("the owner's own notes");
  }

  private void start(Store store) {
    new StoreAccess(TestCenter.LIMITS, store, center.audit, center.directory, center.clock);
  }

  private JsonNode told() throws Exception {
    return Json.parse(Files.readAllBytes(file));
  }

  private static void assertIn(StoreAccess access, JsonNode told) throws Exception {
    assertThat(
            access
                .authenticate(told.get("user").asText(), told.get("password").asText(), "test")
                .roles())
        .isEqualTo(EnumSet.allOf(Role.class));
    assertThat(access.token(told.get("token").asText()).orElseThrow().roles())
        .isEqualTo(EnumSet.allOf(Role.class));
  }

  /** A store whose process is killed just before or just after the first commit. */
  private record Dying(Store store, boolean commits) implements Store {
    @Override
    public void migrate(String component, List<Migration> migrations) {
      store.migrate(component, migrations);
    }

    @Override
    public <T> T read(Work<T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      if (commits) {
        store.write(work);
      }
      throw new IllegalStateException("killed");
    }

    @Override
    public Dialect dialect() {
      return store.dialect();
    }
  }

  /** A store in which another node is quicker by one commit. */
  private static final class Slower implements Store {
    private final Store store;
    private Runnable other;

    Slower(Store store, Runnable other) {
      this.store = store;
      this.other = other;
    }

    @Override
    public void migrate(String component, List<Migration> migrations) {
      store.migrate(component, migrations);
    }

    @Override
    public <T> T read(Work<T> work) {
      return store.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      Runnable quicker = other;
      other = () -> {};
      quicker.run();
      return store.write(work);
    }

    @Override
    public Dialect dialect() {
      return store.dialect();
    }
  }
}
