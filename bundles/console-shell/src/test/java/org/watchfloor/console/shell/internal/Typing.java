package org.watchfloor.console.shell.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;

/** Somebody at a terminal who types these lines, and then ends the input. */
final class Typing {
  final List<String> prompts = new ArrayList<>();
  private final Deque<String> lines;

  Typing(String... lines) {
    this.lines = new ArrayDeque<>(List.of(lines));
  }

  Session session() {
    Object terminal = proxy(Terminal.class, (name, arguments) -> null);
    return (Session)
        proxy(
            Session.class,
            (name, arguments) -> {
              if (name.equals("getTerminal")) {
                return terminal;
              }
              if (name.equals("readLine")) {
                prompts.add((String) arguments[0]);
                return lines.poll();
              }
              throw new UnsupportedOperationException(name);
            });
  }

  private interface Answers {
    Object of(String name, Object[] arguments);
  }

  private static Object proxy(Class<?> type, Answers answers) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> answers.of(method.getName(), arguments));
  }
}
