package org.watchfloor.core.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.testkit.core.EachStore;

@EachStore
class ShellLoginModuleTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path data;
  private TestCenter center;
  private StoreAccess access;

  @BeforeEach
  void open() {
    center = new TestCenter(data);
    access = center.access();
    Identity admin = new Identity("admin", EnumSet.allOf(Role.class));
    access.createUser("vera", PASSWORD, Set.of(Role.VIEWER), admin, "test");
    access.createUser("robot", PASSWORD, Set.of(Role.SENSOR), admin, "test");
    access.createUser("ada", PASSWORD, Set.of(Role.ADMIN), admin, "test");
  }

  @AfterEach
  void close() {
    center.close();
  }

  @Test
  void aUserHasTheRolesOfTheCenterAndMayUseTheShell() throws Exception {
    Subject subject = signIn("vera", PASSWORD);

    assertThat(subject.getPrincipals(UserPrincipal.class))
        .extracting(Principal::getName)
        .containsExactly("vera");
    assertThat(roles(subject)).containsExactlyInAnyOrder("viewer", "ssh");
    assertThat(center.audit.last().origin()).isEqualTo("ssh 10.1.2.3");
  }

  @Test
  void anAdministratorMayRunKarafsOwnCommands() throws Exception {
    assertThat(roles(signIn("ada", PASSWORD)))
        .containsExactlyInAnyOrder("admin", "ssh", "manager", "viewer", "systembundles");
  }

  @Test
  void aMachineIsNotLetIntoTheShell() throws Exception {
    assertThat(roles(signIn("robot", PASSWORD))).containsExactly("sensor");
  }

  @Test
  void aWrongPasswordLeavesNothing() {
    Subject subject = subject();
    assertThatThrownBy(() -> signIn(subject, "vera", "wrong"))
        .isInstanceOf(FailedLoginException.class)
        .hasMessageNotContaining("vera");
    assertThat(subject.getPrincipals(UserPrincipal.class)).isEmpty();
  }

  @Test
  void aKeyIsRefusedWithoutCountingAsAWrongPassword() throws Exception {
    CallbackHandler keys =
        callbacks -> {
          throw new UnsupportedCallbackException(callbacks[1]);
        };
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> module(subject(), keys).login()).isInstanceOf(LoginException.class);
    }
    assertThat(roles(signIn("vera", PASSWORD))).contains("ssh");
  }

  @Test
  void withoutAuditLogNobodyGetsIn() {
    center.audit.full = true;
    assertThatThrownBy(() -> signIn("vera", PASSWORD))
        .isInstanceOf(LoginException.class)
        .hasMessageContaining("disk full");
  }

  @Test
  void signingOutTakesThePrincipalsAway() throws Exception {
    Subject subject = subject();
    ShellLoginModule module = signIn(subject, "vera", PASSWORD);
    module.logout();
    assertThat(subject.getPrincipals(UserPrincipal.class)).isEmpty();
    assertThat(roles(subject)).isEmpty();
  }

  @Test
  void theAddressIsFoundInAllItsForms() {
    assertThat(origin("/127.0.0.1:40312")).isEqualTo("ssh 127.0.0.1");
    assertThat(origin("desk4.local/10.0.0.4:1")).isEqualTo("ssh 10.0.0.4");
    assertThat(origin("/[0:0:0:0:0:0:0:1]:40312")).isEqualTo("ssh [0:0:0:0:0:0:0:1]");
    assertThat(ShellLoginModule.origin(new Subject())).isEqualTo("local");
  }

  private static String origin(String address) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new ClientPrincipal("ssh", address));
    return ShellLoginModule.origin(subject);
  }

  private static Subject subject() {
    Subject subject = new Subject();
    subject.getPrincipals().add(new ClientPrincipal("ssh", "/10.1.2.3:40312"));
    return subject;
  }

  private Subject signIn(String user, String password) throws LoginException {
    Subject subject = subject();
    signIn(subject, user, password);
    return subject;
  }

  private ShellLoginModule signIn(Subject subject, String user, String password)
      throws LoginException {
    ShellLoginModule module =
        module(
            subject,
            callbacks -> {
              for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                  name.setName(user);
                } else if (callback instanceof PasswordCallback asked) {
                  asked.setPassword(password.toCharArray());
                }
              }
            });
    assertThat(module.login()).isTrue();
    assertThat(module.commit()).isTrue();
    return module;
  }

  private ShellLoginModule module(Subject subject, CallbackHandler handler) {
    ShellLoginModule module = new ShellLoginModule();
    module.initialize(subject, handler, Map.of(), Map.of(ShellLoginModule.ACCESS, access));
    return module;
  }

  private static List<String> roles(Subject subject) {
    return subject.getPrincipals(RolePrincipal.class).stream().map(Principal::getName).toList();
  }
}
