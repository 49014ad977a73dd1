package org.watchfloor.console.rest.internal;

import java.io.EOFException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.core.api.audit.AuditUnavailable;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.api.incidents.WrongState;

/** Exceptions as problem documents: what the caller can mend in words, what they cannot as 500. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static Answer.Ready answer(Throwable failure, String method, String path) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof EOFException) {
      // how the server says that the client left; nobody gets this answer
      LOG.debug("{} {}: the client left: {}", method, path, cause.toString());
      return Problem.of(400, "The connection broke off.").answer(path);
    }
    Problem problem = problem(cause);
    if (problem == null) {
      LOG.error("{} {} failed", method, path, cause);
      problem = Problem.of(500, "The center failed at this; its log says why.");
    }
    return problem.answer(path);
  }

  private static @Nullable Problem problem(Throwable cause) {
    if (cause instanceof Problem problem) {
      return problem;
    }
    if (cause instanceof JsonFault fault) {
      return Problem.field(fault.field(), fault.reason());
    }
    if (cause instanceof WrongState wrong) {
      return Problem.of(409, String.valueOf(wrong.getMessage()));
    }
    if (cause instanceof PackageRefused refused) {
      return Problem.of(422, String.valueOf(refused.getMessage()));
    }
    if (cause instanceof TimeoutException) {
      return Problem.of(503, "The center did not get to this in time; try again.")
          .header("Retry-After", "5");
    }
    if (cause instanceof AuditUnavailable) {
      LOG.warn("refused, because it cannot be audited", cause);
      return Problem.of(503, "The audit log cannot be written, so nothing audited can be done.")
          .header("Retry-After", "5");
    }
    if (cause instanceof StoreException) {
      LOG.warn("the store did not do what was asked", cause);
      return Problem.of(503, "The store cannot do this now; the center's log says why.")
          .header("Retry-After", "5");
    }
    return null;
  }

  /** What went wrong, without the wrappings of futures. */
  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
