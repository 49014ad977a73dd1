package org.watchfloor.core.store.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes U+FFFD for the character NUL, which PostgreSQL keeps in no text
 * (postgresql.org/docs/15/datatype-character.html). One device that sends one must not hold up a
 * subscriber for ever.
 */
final class NoNul {
  private NoNul() {}

  static Connection guard(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement statement
                  && !(result instanceof CallableStatement)
              ? guard(statement)
              : result;
        });
  }

  private static PreparedStatement guard(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (arguments != null && arguments.length > 1 && arguments[1] instanceof String text) {
            arguments[1] = text(text);
          }
          return call(statement, method, arguments);
        });
  }

  static String text(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(NoNul.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
