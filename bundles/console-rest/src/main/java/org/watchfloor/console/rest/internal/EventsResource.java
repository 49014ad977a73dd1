package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.journal.EntryType;

/** Server-sent events: what comes over the alert bus, from now on or from a number on. */
final class EventsResource implements Resource {
  private static final Need NEED = Need.of(Role.VIEWER);
  private static final int MAX_RATE = 100_000;

  /** How far a node may be behind another one whose screen comes to it: some seconds of load. */
  private static final long MAX_AHEAD = 20_000;

  private final Parts parts;
  private final Streams streams;
  private final EventHubs hubs;

  EventsResource(Parts parts, Streams streams) {
    this.parts = parts;
    this.streams = streams;
    this.hubs = new EventHubs(streams.limits().behind());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/events", NEED, "Signals, alerts and changes as they come", this::open)
            .query("kinds", "types", "since", "without", "rate")
            .answering(200, "text/event-stream"));
  }

  private Answer open(Call call) throws Exception {
    AlertBus bus = parts.bus();
    Filter filter = new Filter(types(call), kinds(call, "kinds"));
    int rate = call.query().number("rate", 1, MAX_RATE).orElse(0L).intValue();
    Wanted wanted = Wanted.of(Audience.of(call), filter, kinds(call, "without"));
    // fixed before the client sees the headers: what is published from then on is on the stream
    long after = after(call, bus);
    streams.reserve(call.caller());
    AsyncContext async = call.request().startAsync();
    async.setTimeout(0);
    EventStream stream;
    try {
      headers(call.response());
      BooleanSupplier fed = () -> parts.bus == bus;
      Sieve sieve = new Sieve(rate);
      stream = new EventStream(async, wanted, sieve, after, streams, call.caller(), fed);
      async.addListener(new Ending(stream::end));
      streams.begin(call.caller(), NEED, stream);
    } catch (IOException | RuntimeException e) {
      streams.release(call.caller());
      async.complete();
      throw e;
    }
    try {
      stream.begin();
      hubs.join(bus, stream);
    } catch (RuntimeException e) {
      stream.end();
    }
    return new Answer.Taken();
  }

  private static void headers(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    // nginx and its kind would hold events back otherwise
    response.setHeader("X-Accel-Buffering", "no");
  }

  private long after(Call call, AlertBus bus) throws Problem {
    long head = bus.head();
    // a browser that reconnects repeats the address it began with, and adds where it was cut
    String last = call.request().getHeader("Last-Event-ID");
    long wanted = head;
    if (last != null && !last.isBlank()) {
      try {
        wanted = Long.parseLong(last.strip());
      } catch (NumberFormatException e) {
        throw Problem.field("Last-Event-ID", "is not the number of an event");
      }
    } else {
      wanted = call.query().number("since", 0, Long.MAX_VALUE).orElse(head);
    }
    // a number that this journal has not reached is of another one: go on from here; unless another
    // node has shown it already, and this one is about to
    boolean soon = parts.cluster != null && wanted - head <= MAX_AHEAD;
    return Math.max(0, soon ? wanted : Math.min(wanted, head));
  }

  private static Set<EntryType> types(Call call) throws Problem {
    Set<String> words = call.query().words("types");
    if (words.isEmpty()) {
      return EnumSet.allOf(EntryType.class);
    }
    Set<EntryType> types = EnumSet.noneOf(EntryType.class);
    for (String word : words) {
      types.add(type(word));
    }
    return types;
  }

  private static EntryType type(String word) throws Problem {
    List<String> known = new ArrayList<>();
    for (EntryType type : EntryType.values()) {
      String name = type.name().toLowerCase(Locale.ROOT);
      if (name.equals(word)) {
        return type;
      }
      known.add(name);
    }
    throw Problem.field("types", "\"" + word + "\" is none of " + String.join(", ", known));
  }

  private static Set<String> kinds(Call call, String name) throws Problem {
    Set<String> kinds = call.query().words(name);
    if (kinds.size() > 100) {
      throw Problem.field(name, kinds.size() + " kinds, at most 100");
    }
    return kinds;
  }
}
