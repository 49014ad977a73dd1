package org.watchfloor.testkit.core;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.testkit.postgres.PostgresServer;

/** Both dialects, one after the other. */
final class EachDialect implements ClassTemplateInvocationContextProvider {
  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return Stream.of(Dialect.values()).map(EachDialect::turn);
  }

  private static ClassTemplateInvocationContext turn(Dialect dialect) {
    return new ClassTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return dialect.name();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(
            (ExecutionCondition) ignored -> condition(dialect),
            (BeforeClassTemplateInvocationCallback) ignored -> RealStore.use(dialect),
            (AfterClassTemplateInvocationCallback) ignored -> RealStore.use(Dialect.SQLITE));
      }
    };
  }

  private static ConditionEvaluationResult condition(Dialect dialect) {
    return dialect == Dialect.SQLITE || PostgresServer.installed()
        ? ConditionEvaluationResult.enabled("there is " + dialect)
        : ConditionEvaluationResult.disabled(PostgresServer.INSTALL);
  }
}
