package org.watchfloor.camel.alertbus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.bus.ChangeEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;
import org.watchfloor.rtcc.api.plates.Leads;

class AlertBusTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:05:09Z");

  private final FakeCore core = new FakeCore();
  private final AlertBusResolver resolver = new AlertBusResolver();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    resolver.bindIngest(core);
    resolver.bindBus(core);
    camel.addComponent("alertbus", resolver.resolveComponent("alertbus", camel));
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
  }

  @Test
  void completesWithTheLastReceipt() throws Exception {
    CompletableFuture<Exchange> done =
        submit("alertbus:submit", List.of(signal("a"), signal("b")), "lines~one");
    assertThat(core.submitted).containsExactly("lines~one a", "lines~one b");
    core.receipts.get(1).complete(Receipt.accepted(2));
    assertThat(done).isNotDone();
    core.receipts.get(0).complete(Receipt.duplicate(1));
    Exchange exchange = done.get(5, TimeUnit.SECONDS);
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeader("AlertBusReceipts"))
        .isEqualTo(List.of(Receipt.duplicate(1), Receipt.accepted(2)));
  }

  @Test
  void takesSignalsJsonAndListsOfEither() throws Exception {
    String json = Json.text(SignalJson.write(signal("json")));
    Object body =
        List.of(
            signal("record"),
            json,
            ("[" + json.replace("json", "array") + "]").getBytes(StandardCharsets.UTF_8));
    submit("alertbus:submit?source=routes~yaml", body, "");
    assertThat(core.submitted)
        .containsExactly("routes~yaml record", "routes~yaml json", "routes~yaml array");
  }

  @Test
  void whatIsNotOnDiskFailsUnlessTheRouteLooksItself() throws Exception {
    CompletableFuture<Exchange> failing = submit("alertbus:submit", signal("a"), "lines~one");
    core.receipts.get(0).complete(Receipt.refused(Receipt.Status.OVERLOADED, "full"));
    assertThat(failing.get(5, TimeUnit.SECONDS).getException())
        .hasMessageContaining("OVERLOADED")
        .hasMessageContaining("full");
    CompletableFuture<Exchange> looking =
        submit("alertbus:submit?failOnRefusal=false", signal("a"), "lines~one");
    core.receipts.get(1).complete(Receipt.refused(Receipt.Status.OVERLOADED, "full"));
    assertThat(looking.get(5, TimeUnit.SECONDS).getException()).isNull();
  }

  @Test
  void aBadMessageNamesTheFieldAndSubmitsNothing() throws Exception {
    Object body = List.of(signal("a"), "[{\"kind\":\"a.b\"}]");
    Exception fault = submit("alertbus:submit", body, "lines~one").get().getException();
    assertThat(fault).isInstanceOf(JsonFault.class).hasMessageContaining("[0].vendorKey");
    assertThat(submit("alertbus:submit", 4711, "lines~one").get().getException())
        .hasMessageStartingWith("body:");
    assertThat(submit("alertbus:submit", signal("a"), "").get().getException())
        .hasMessageStartingWith("AlertBusSource:");
    assertThat(core.submitted).isEmpty();
  }

  @Test
  void withoutIngestNothingIsAcknowledgedAndNothingBlocks() throws Exception {
    resolver.unbindIngest(core);
    Exchange exchange = submit("alertbus:submit", signal("a"), "lines~one").get();
    assertThat(exchange.getException()).hasMessageContaining("UNAVAILABLE");
    FakeCore next = new FakeCore();
    resolver.bindIngest(next);
    resolver.unbindIngest(core);
    submit("alertbus:submit", signal("a"), "lines~one");
    assertThat(next.submitted).containsExactly("lines~one a");
  }

  @Test
  void aRouteHearsOfAHitWhenAPersonHasConfirmedItAndNotBefore() throws Exception {
    List<Exchange> got = new ArrayList<>();
    route("alertbus:subscribe?name=cars&kinds=plate.hit&types=alert", got);
    Alert hit =
        new Alert(
            "hit-7",
            "plate.hit",
            Severity.HIGH,
            "Hot plate HOT1234",
            "",
            NOW,
            Optional.empty(),
            List.of(1L),
            "",
            List.of(),
            Map.of("plate", "HOT1234"));
    Map<String, String> facts = Map.of(Leads.ALERT, Json.text(AlertJson.write(hit)));
    core.handlers
        .get("cars")
        .handle(
            List.of(
                new AlertEntry(7, NOW, hit),
                new ChangeEntry(8, NOW, new Change("hit.misread", "hit-6", NOW, "ana", Map.of())),
                new ChangeEntry(9, NOW, new Change("hit.confirmed", "hit-7", NOW, "ana", facts))));
    assertThat(got).hasSize(1);
    assertThat(got.get(0).getMessage().getHeader("AlertBusNumber")).isEqualTo(9L);
    assertThat(got.get(0).getMessage().getHeader("AlertBusType")).isEqualTo("alert");
    assertThat((String) got.get(0).getMessage().getBody())
        .contains("HOT1234", "\"verified\":\"confirmed\"");
  }

  @Test
  void aRouteGetsEntriesAsJson() throws Exception {
    List<Exchange> got = new ArrayList<>();
    route("alertbus:subscribe?name=siren&kinds=test,alert.queued&types=signal,change", got);
    Subscription subscription = core.subscriptions.get(0);
    assertThat(subscription.durable()).isTrue();
    assertThat(subscription.filter().kinds()).isEqualTo(Set.of("test", "alert.queued"));
    assertThat(subscription.filter().types()).isEqualTo(Set.of(EntryType.SIGNAL, EntryType.CHANGE));
    core.handlers.get("siren").handle(List.of(signalEntry(7), changeEntry(8)));
    JsonNode first = Json.parse(((String) got.get(0).getMessage().getBody()).getBytes("UTF-8"));
    assertThat(first.at("/signal/vendorKey").asText()).isEqualTo("key-7");
    assertThat(got.get(0).getMessage().getHeader("AlertBusSource")).isEqualTo("lines~one");
    assertThat(got.get(1).getMessage().getHeader("AlertBusType")).isEqualTo("change");
    assertThat(got.get(0).getMessage().getHeader("AlertBusKey")).isEqualTo("lines~one");
    assertThat(got.get(1).getMessage().getHeader("AlertBusNumber")).isEqualTo(8L);
  }

  @Test
  void aFailedExchangeIsDeliveredAgainAndWhatWasDoneIsNot() throws Exception {
    List<Long> done = new ArrayList<>();
    boolean[] broken = {true};
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("alertbus:subscribe?name=mail")
                .process(
                    exchange -> {
                      long number = exchange.getMessage().getHeader("AlertBusNumber", Long.class);
                      if (number == 8 && broken[0]) {
                        throw new IllegalStateException("the mail server is away");
                      }
                      done.add(number);
                    });
          }
        });
    List<BusEntry> entries = List.of(signalEntry(7), signalEntry(8), signalEntry(9));
    assertThatThrownBy(() -> core.handlers.get("mail").handle(entries))
        .hasMessageContaining("mail server");
    broken[0] = false;
    core.handlers.get("mail").handle(entries);
    assertThat(done).containsExactly(7L, 8L, 9L);
  }

  /** Answers come in any order; nothing begins after a failure, and nothing done is repeated. */
  @Test
  void severalAreOnTheirWayAndTheFirstFailureIsWhereItGoesOn() throws Exception {
    Map<Long, AsyncCallback> waiting = new ConcurrentSkipListMap<>();
    Map<Long, Exchange> exchanges = new ConcurrentSkipListMap<>();
    from("alertbus:subscribe?name=city&inFlight=3", waiting, exchanges);
    List<BusEntry> entries =
        List.of(signalEntry(1), signalEntry(2), signalEntry(3), signalEntry(4), signalEntry(5));
    CompletableFuture<Void> first = deliver("city", entries);
    await(() -> waiting.size() == 3);
    waiting.remove(3L).done(false);
    await(() -> waiting.containsKey(4L));
    waiting.remove(1L).done(false);
    await(() -> waiting.containsKey(5L));
    exchanges.get(2L).setException(new IllegalStateException("the broker refuses"));
    waiting.remove(2L).done(false);
    waiting.remove(4L).done(false);
    assertThat(first).isNotDone();
    waiting.remove(5L).done(false);
    assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
        .hasMessageContaining("the broker refuses");

    CompletableFuture<Void> second = deliver("city", entries);
    await(() -> waiting.size() == 3);
    assertThat(waiting.keySet()).containsExactly(2L, 3L, 4L);
    exchanges.get(3L).setException(new IllegalStateException("again"));
    waiting.remove(3L).done(false);
    waiting.remove(2L).done(false);
    waiting.remove(4L).done(false);
    assertThatThrownBy(() -> second.get(5, TimeUnit.SECONDS)).hasMessageContaining("again");
    assertThat(waiting).as("5 did not begin after 3 had failed").isEmpty();
  }

  private void from(String uri, Map<Long, AsyncCallback> waiting, Map<Long, Exchange> exchanges)
      throws Exception {
    AsyncProcessorSupport step =
        new AsyncProcessorSupport() {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            long number = exchange.getMessage().getHeader("AlertBusNumber", Long.class);
            exchanges.put(number, exchange);
            waiting.put(number, callback);
            return false;
          }
        };
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(uri).process(step);
          }
        });
  }

  private CompletableFuture<Void> deliver(String name, List<BusEntry> entries) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                core.handlers.get(name).handle(entries);
                done.complete(null);
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            },
            "deliver");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aSubscriptionFollowsTheBusAndEndsWithItsRoute() throws Exception {
    List<Exchange> got = new ArrayList<>();
    route("alertbus:subscribe?name=siren", got);
    FakeCore next = new FakeCore();
    resolver.bindBus(next);
    resolver.unbindBus(core);
    assertThat(core.handlers).isEmpty();
    next.handlers.get("siren").handle(List.of(signalEntry(1)));
    assertThat(got).hasSize(1);
    resolver.unbindBus(next);
    assertThat(next.handlers).isEmpty();
    resolver.bindBus(next);
    camel.getRouteController().stopAllRoutes();
    assertThat(next.handlers).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alertbus:nothing",
        "alertbus:subscribe",
        "alertbus:subscribe?name=a&types=signals",
        "alertbus:subscribe?name=a&kind=plate",
        "alertbus:subscribe?name=a&inFlight=0",
        "alertbus:subscribe?name=a&inFlight=501",
        "alertbus:submit?failOnRefusal=maybe"
      })
  void aWrongAddressIsRefused(String uri) {
    assertThatThrownBy(() -> camel.getEndpoint(uri))
        .isInstanceOf(ResolveEndpointFailedException.class);
  }

  private void route(String uri, List<Exchange> got) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri).process(exchange -> got.add(exchange.copy()));
          }
        });
  }

  private CompletableFuture<Exchange> submit(String uri, Object body, String source) {
    Exchange exchange = camel.getEndpoint(uri).createExchange();
    exchange.getMessage().setBody(body);
    if (!source.isEmpty()) {
      exchange.getMessage().setHeader("AlertBusSource", source);
    }
    CompletableFuture<Exchange> done = new CompletableFuture<>();
    try {
      AsyncProducer submit = camel.getEndpoint(uri).createAsyncProducer();
      submit.start();
      submit.process(exchange, sync -> done.complete(exchange));
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  private static Signal signal(String key) {
    return Signal.of(new Kind("test.line"), key, NOW).build();
  }

  private static BusEntry signalEntry(long number) {
    return new SignalEntry(number, NOW, "lines~one", signal("key-" + number));
  }

  private static BusEntry changeEntry(long number) {
    return new ChangeEntry(number, NOW, new Change("alert.queued", "a-1", NOW, "system", Map.of()));
  }
}
