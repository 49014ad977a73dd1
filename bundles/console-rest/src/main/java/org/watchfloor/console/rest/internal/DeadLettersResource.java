package org.watchfloor.console.rest.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.json.DeadLetterJson;

/** Messages that no decoder understood. */
final class DeadLettersResource implements Resource {
  private static final int MAX_PAGE = 1_000;

  /** Seconds that a decoder and the journal may take together. */
  private static final long PATIENCE_SECONDS = 45;

  private final Parts parts;
  private final Looks looks;

  DeadLettersResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need admin = Need.of(Role.ADMIN);
    return List.of(
        Route.get("/dead-letters", Need.of(Role.VIEWER), "Newest first, no bodies", this::list)
            .query("source", "before", "limit"),
        Route.get("/dead-letters/{number}", admin, "One with its body", this::one),
        Route.post("/dead-letters/{number}/replay", admin, "Decodes it again", this::replay),
        Route.delete("/dead-letters/{number}", admin, "Removes it for good", this::remove));
  }

  private Answer list(Call call) throws Problem {
    String cursor = call.query().text("cursor").isPresent() ? "cursor" : "before";
    long before = call.query().number(cursor, 0, Long.MAX_VALUE).orElse(0L);
    int limit = call.query().limit(100, MAX_PAGE);
    String source = call.query().text("source").orElse("");
    List<DeadLetter> page = parts.letters().list(source, before, limit);
    Optional<String> next =
        page.size() < limit
            ? Optional.empty()
            : Optional.of(String.valueOf(page.get(page.size() - 1).number()));
    return Answer.items(page, DeadLetterJson::write, next);
  }

  private Answer one(Call call) throws Problem {
    long number = number(call);
    DeadLetters letters = parts.letters();
    looks.always(call.actor(), "dead-letter.view", String.valueOf(number));
    DeadLetter letter = letters.get(number).orElseThrow(() -> unknown(number));
    return Answer.json(DeadLetterJson.write(letter).put("body", letter.body()));
  }

  private Answer replay(Call call) throws Problem {
    long number = number(call);
    DeadLetters letters = parts.letters();
    looks.always(call.actor(), "dead-letter.replay", String.valueOf(number));
    return new Answer.Later(
        letters
            .replay(number, call.actor().name())
            .toCompletableFuture()
            .copy()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .thenApply(replay -> answer(number, replay)));
  }

  private static Answer.Ready answer(long number, Optional<DeadLetter.Replay> replay) {
    DeadLetter.Replay done = replay.orElseThrow(() -> new CompletionException(unknown(number)));
    return Answer.json(DeadLetterJson.write(done).put("number", number));
  }

  private Answer remove(Call call) throws Problem {
    long number = number(call);
    DeadLetters letters = parts.letters();
    looks.always(call.actor(), "dead-letter.remove", String.valueOf(number));
    if (!letters.remove(number)) {
      throw unknown(number);
    }
    return Answer.empty(204);
  }

  private static long number(Call call) throws Problem {
    String text = call.path("number");
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Problem.notFound("dead letter", text);
  }

  private static Problem unknown(long number) {
    return Problem.notFound("dead letter", String.valueOf(number));
  }
}
