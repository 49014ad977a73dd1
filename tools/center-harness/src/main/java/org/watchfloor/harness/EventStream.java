package org.watchfloor.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A script that listens to {@code /api/v1/events}. */
public final class EventStream implements AutoCloseable {
  /** One event, and when it arrived, {@link System#nanoTime()}. */
  public record Event(long id, String type, JsonNode data, long arrivedNanos) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream body;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private EventStream(InputStream body) {
    this.body = body;
    Thread reader = new Thread(this::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
  }

  public static EventStream open(Center center, String query) throws Exception {
    return open(center, center.request("/api/v1/events" + query));
  }

  /** As the owner of another token than the center's first. */
  public static EventStream open(Center center, String token, String query) throws Exception {
    return open(
        center,
        HttpRequest.newBuilder(center.uri("/api/v1/events" + query))
            .header("Authorization", "Bearer " + token));
  }

  private static EventStream open(Center center, HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> answer =
        center.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("events: " + answer.statusCode());
    }
    return new EventStream(answer.body());
  }

  private void read() {
    try (var lines =
        new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8))) {
      long id = 0;
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = Long.parseLong(line.substring(3).strip());
        } else if (line.startsWith("event:")) {
          type = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          events.add(new Event(id, type, JSON.readTree(line.substring(5)), System.nanoTime()));
        }
      }
    } catch (IOException e) {
      // the center was stopped, or the test closed the stream
    }
  }

  /** The next event that a predicate takes; the others before it are dropped. */
  public Event await(String what, int seconds, Predicate<Event> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("not on the event stream within " + seconds + " s: " + what);
      }
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  public BlockingQueue<Event> events() {
    return events;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
