package org.watchfloor.core.access.internal;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.AccessDenied;

/**
 * One sign-in to the shell by name and password, as JAAS calls it: {@code initialize}, {@code
 * login}, {@code commit} or {@code abort}. For one thread. Public with a public constructor because
 * Karaf makes it by reflection.
 */
public final class ShellLoginModule implements LoginModule {
  static final String ACCESS = Access.class.getName();

  private @Nullable Subject subject;
  private @Nullable CallbackHandler handler;
  private @Nullable Access access;
  private Set<Principal> principals = Set.of();

  @Override
  public void initialize(
      Subject whose, CallbackHandler asks, Map<String, ?> shared, Map<String, ?> options) {
    subject = whose;
    handler = asks;
    access = (Access) options.get(ACCESS);
  }

  @Override
  public boolean login() throws LoginException {
    if (handler == null || access == null || subject == null) {
      throw new LoginException("sign-in was not initialised");
    }
    NameCallback name = new NameCallback("user: ");
    PasswordCallback password = new PasswordCallback("password: ", false);
    try {
      handler.handle(new Callback[] {name, password});
      char[] typed = password.getPassword();
      if (name.getName() == null || typed == null) {
        throw new FailedLoginException("name and password are needed");
      }
      principals =
          ShellPrincipals.of(
              access.authenticate(name.getName(), new String(typed), origin(subject)));
      return true;
    } catch (AccessDenied e) {
      throw failure(new FailedLoginException(e.getMessage()), e);
    } catch (IOException | UnsupportedCallbackException e) {
      throw failure(new LoginException("sign-in by name and password only: " + e), e);
    } catch (RuntimeException e) {
      // Audit log or store; the message says which.
      throw failure(new LoginException("sign-in is not possible now: " + e.getMessage()), e);
    } finally {
      password.clearPassword();
    }
  }

  private static LoginException failure(LoginException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }

  /** {@code ssh 127.0.0.1} where Karaf's SSH server says {@code /127.0.0.1:40312}. */
  static String origin(Subject subject) {
    Optional<ClientPrincipal> client =
        subject.getPrincipals(ClientPrincipal.class).stream().findFirst();
    return client
        .map(c -> c.getMethod() + " " + c.getAddress().replaceAll("^.*/|:[0-9]+$", ""))
        .orElse("local");
  }

  @Override
  public boolean commit() {
    if (subject == null || principals.isEmpty()) {
      return false;
    }
    subject.getPrincipals().addAll(principals);
    return true;
  }

  @Override
  public boolean abort() {
    return logout();
  }

  @Override
  public boolean logout() {
    if (subject != null) {
      subject.getPrincipals().removeAll(principals);
    }
    principals = Set.of();
    return true;
  }
}
