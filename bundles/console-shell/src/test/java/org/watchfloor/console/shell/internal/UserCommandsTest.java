package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.access.TokenInfo;

/** Users and tokens from the shell. */
class UserCommandsTest {
  private static final String BY = " by ada ssh 10.1.2.3";
  private final MemoryAccess access = new MemoryAccess();
  private final List<String> prompts = new ArrayList<>();

  @BeforeEach
  void fill() {
    access.users.add(new Identity("ada", EnumSet.of(Role.ADMIN, Role.VIEWER)));
  }

  @Test
  void usersAreListed() throws Exception {
    UserListCommand command = new UserListCommand();
    command.access = access;
    assertThat(run(command)).contains("User", "ada", "admin viewer");
    command.json = true;
    assertThat(run(command))
        .isEqualToIgnoringNewLines("[{\"name\":\"ada\",\"roles\":[\"viewer\",\"admin\"]}]");
  }

  @Test
  void aUserIsMadeWithATypedPassword() throws Exception {
    UserCreateCommand command = create("vera");
    command.session = session("correct horse battery", "correct horse battery");
    assertThat(run(command)).isEqualToIgnoringNewLines("vera may sign in.");
    assertThat(access.done).containsExactly("create vera correct horse battery" + BY);
    assertThat(access.users).contains(new Identity("vera", EnumSet.of(Role.VIEWER, Role.OPERATOR)));
    assertThat(prompts).allMatch(prompt -> prompt.endsWith(" masked with *")).hasSize(2);
  }

  @Test
  void aUserIsMadeWithAPasswordThatIsMadeUp() throws Exception {
    UserCreateCommand command = create("vera");
    command.generate = true;
    List<String> lines = run(command).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches("[A-Za-z2-9]{20}");
    assertThat(access.done).containsExactly("create vera " + lines.get(1) + BY);
    command.name = "otto";
    command.json = true;
    assertThat(run(command))
        .matches(
            "\\{\"name\":\"otto\",\"roles\":\\[\"viewer\",\"operator\"],"
                + "\"password\":\"[A-Za-z2-9]{20}\"}\\R");
    assertThat(run(create("x", command.session, true))).doesNotContain(lines.get(1));
  }

  @Test
  void withoutAPasswordNothingIsDone() {
    UserCreateCommand command = create("vera");
    assertThatThrownBy(() -> run(command)).hasMessageContaining("--generate");
    command.session = session();
    assertThatThrownBy(() -> run(command)).hasMessageContaining("none was typed");
    command.session = session("correct horse battery", "correct horse batterY");
    assertThatThrownBy(() -> run(command)).hasMessageContaining("the two differ");
    command.session = headless();
    assertThatThrownBy(() -> run(command)).hasMessageContaining("nobody can be asked");
    command.roles = "root";
    assertThatThrownBy(() -> run(command)).hasMessageStartingWith("role: ");
    assertThat(access.done).isEmpty();
  }

  @Test
  void aPasswordIsSet() throws Exception {
    UserPasswordCommand command = new UserPasswordCommand();
    command.access = access;
    command.name = "ada";
    command.session = session("correct horse battery", "correct horse battery");
    assertThat(run(command)).contains("all sessions of ada have ended").doesNotContain("horse");
    assertThat(access.done).containsExactly("password ada correct horse battery" + BY);
    command.generate = true;
    command.json = true;
    assertThat(run(command)).matches("\\{\"name\":\"ada\",\"password\":\"[A-Za-z2-9]{20}\"}\\R");

    command.name = "nobody";
    command.generate = false;
    prompts.clear();
    assertThatThrownBy(() -> run(command)).hasMessageContaining("no user \"nobody\"");
    assertThat(prompts).as("nobody is asked in vain").isEmpty();
  }

  @Test
  void rolesAreReplaced() throws Exception {
    UserRolesCommand command = new UserRolesCommand();
    command.access = access;
    command.name = "ada";
    command.roles = "admin, auditor";
    assertThat(run(command)).isEqualToIgnoringNewLines("ada has the roles admin auditor.");
    assertThat(access.done).containsExactly("roles ada" + BY);
    assertThat(access.users).containsExactly(new Identity("ada", Set.of(Role.ADMIN, Role.AUDITOR)));
    command.json = true;
    assertThat(run(command))
        .isEqualToIgnoringNewLines("{\"name\":\"ada\",\"roles\":[\"auditor\",\"admin\"]}");
    command.name = "nobody";
    assertThatThrownBy(() -> run(command)).hasMessageContaining("no user \"nobody\"");
  }

  @Test
  void aUserIsRemovedButNotTheLastAdministrator() throws Exception {
    access.users.add(new Identity("vera", Set.of(Role.VIEWER)));
    UserRemoveCommand command = new UserRemoveCommand();
    command.access = access;
    command.name = "vera";
    assertThat(run(command)).startsWith("vera is removed.").contains("rtcc:token-list");
    assertThat(access.done).containsExactly("remove vera" + BY);
    command.json = true;
    assertThatThrownBy(() -> run(command)).hasMessageContaining("no user \"vera\"");
    command.name = "ada";
    assertThatThrownBy(() -> run(command)).hasMessageContaining("only administrator");
    assertThat(access.users).hasSize(1);
  }

  @Test
  void tokensAreListedAndRevoked() throws Exception {
    TokenListCommand list = new TokenListCommand();
    list.access = access;
    assertThat(run(list)).contains("No tokens");
    access.tokens.add(
        new TokenInfo("ci", Set.of(Role.SENSOR), "ada", Fakes.NOON, Fakes.NOON.plusSeconds(60)));
    assertThat(run(list)).contains("ci", "sensor", "ada", "2026-11-24T12:01:00Z");
    list.json = true;
    assertThat(run(list))
        .isEqualToIgnoringNewLines(
            "[{\"name\":\"ci\",\"createdBy\":\"ada\",\"createdAt\":\"2026-11-24T12:00:00Z\","
                + "\"expiresAt\":\"2026-11-24T12:01:00Z\",\"roles\":[\"sensor\"]}]");

    TokenRevokeCommand revoke = new TokenRevokeCommand();
    revoke.access = access;
    revoke.name = "ci";
    assertThat(run(revoke)).isEqualToIgnoringNewLines("ci is revoked.");
    assertThat(access.done).containsExactly("revoke ci" + BY);
    assertThatThrownBy(() -> run(revoke)).hasMessageContaining("no token \"ci\"");
  }

  @Test
  void withoutAccessItIsSaidWhatIsMissing() {
    assertThatThrownBy(() -> run(new UserListCommand())).hasMessageContaining("core-access");
    assertThatThrownBy(() -> run(new TokenRevokeCommand())).hasMessageContaining("core-access");
    UserCreateCommand create = create("vera");
    create.access = null;
    assertThatThrownBy(() -> run(create)).hasMessageContaining("core-access");
  }

  @Test
  void aPasswordIsNotShown() throws Exception {
    assertThat(NewPassword.of(true, null, "vera").toString()).isEqualTo("NewPassword[]");
  }

  private static String run(RtccCommand command) throws Exception {
    return Fakes.run(command, "ada", "admin");
  }

  private UserCreateCommand create(String name) {
    return create(name, null, false);
  }

  private UserCreateCommand create(String name, @Nullable Session session, boolean generate) {
    UserCreateCommand command = new UserCreateCommand();
    command.access = access;
    command.name = name;
    command.roles = "viewer,operator";
    command.session = session;
    command.generate = generate;
    return command;
  }

  /** A person who types these lines and then ends the input. */
  private Session session(String... lines) {
    Deque<String> typed = new ArrayDeque<>(List.of(lines));
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getTerminal" -> terminal();
                  case "readLine" -> {
                    prompts.add(arguments[0] + " masked with " + arguments[1]);
                    yield typed.poll();
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Terminal terminal() {
    return (Terminal)
        Proxy.newProxyInstance(
            Terminal.class.getClassLoader(), new Class<?>[] {Terminal.class}, (p, m, a) -> null);
  }

  /** A command that a program runs. */
  private static Session headless() {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (p, m, a) -> null);
  }
}
