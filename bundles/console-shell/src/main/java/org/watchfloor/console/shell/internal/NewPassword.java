package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/**
 * A password that a command sets. It is typed twice without being shown, or made up; it is never an
 * argument, which the shell's history would keep.
 *
 * @param madeUp whether whoever runs the command must be told it
 */
record NewPassword(String text, boolean madeUp) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without what is mixed up when it is read from a screen: 0 O, 1 l I. */
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** 116 bits. */
  private static final int LENGTH = 20;

  /**
   * @param session to ask in, unless the password is to be made up
   * @throws IllegalStateException if there is nobody to ask
   * @throws IllegalArgumentException if the two that were typed differ
   */
  static NewPassword of(boolean generate, @Nullable Session session, String user)
      throws IOException {
    if (generate) {
      return new NewPassword(random(), true);
    }
    if (session == null || session.getTerminal() == null) {
      throw new IllegalStateException(
          "password: nobody can be asked for it here; use --generate, or run the command in an"
              + " interactive shell");
    }
    String first = typed(session, "Password of " + user + ": ");
    if (!first.equals(typed(session, "The same again: "))) {
      throw new IllegalArgumentException("password: the two differ; nothing was changed");
    }
    return new NewPassword(first, false);
  }

  private static String typed(Session session, String prompt) throws IOException {
    String line = session.readLine(prompt, '*');
    if (line == null) {
      throw new IllegalArgumentException("password: none was typed; nothing was changed");
    }
    return line;
  }

  private static String random() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** What was done, with the password if only the command knows it. */
  String tell(String done) {
    return madeUp ? done + System.lineSeparator() + text : done;
  }

  ObjectNode tell(ObjectNode done) {
    return madeUp ? done.put("password", text) : done;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "NewPassword[]";
  }
}
