package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.plates.OrderDraft;
import org.watchfloor.rtcc.api.plates.OrderHours;
import org.watchfloor.rtcc.api.plates.PlaceWithheld;
import org.watchfloor.rtcc.api.plates.ProtectedPlace;
import org.watchfloor.rtcc.api.plates.ProtectionOrder;
import org.watchfloor.rtcc.api.plates.ProtectionOrders;

/** Protection orders; the place of one is an answer of its own, for whom the order says. */
final class OrdersResource implements Resource {
  /** An order is some lines. */
  private static final Input ORDER = Input.json(1 << 16);

  private final Parts parts;
  private final Looks looks;

  OrdersResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need desk = Need.of(Role.OPERATOR, Role.SUPERVISOR);
    Need supervisor = Need.of(Role.SUPERVISOR);
    return List.of(
        Route.get("/plates/orders", desk, "Protection orders, without their places", this::list),
        Route.post("/plates/orders", supervisor, "Writes a protection order", this::create)
            .taking(ORDER)
            .answering(201, Route.JSON),
        Route.put("/plates/orders/{id}", supervisor, "Rewrites a protection order", this::replace)
            .taking(ORDER),
        Route.delete("/plates/orders/{id}", supervisor, "Ends a protection order", this::remove),
        Route.get(
            "/plates/orders/{id}/place", desk, "The place, for whom the order says", this::place));
  }

  private Answer list(Call call) throws Problem {
    ProtectionOrders orders = parts.orders();
    looks.record(call.actor(), "protection-order.list", "");
    return Answer.items(orders.orders(), OrdersResource::write);
  }

  private Answer create(Call call) throws Exception {
    OrderDraft draft = read(call.object());
    ProtectionOrders orders = parts.orders();
    return Answer.json(201, write(Call.checked(() -> orders.create(draft, call.actor()))));
  }

  private Answer replace(Call call) throws Exception {
    OrderDraft draft = read(call.object());
    ProtectionOrders orders = parts.orders();
    String id = call.path("id");
    return Answer.json(
        Call.checked(() -> orders.replace(id, draft, call.actor()))
            .map(OrdersResource::write)
            .orElseThrow(() -> Problem.notFound("protection order", id)));
  }

  private Answer remove(Call call) throws Problem {
    if (!parts.orders().remove(call.path("id"), call.actor())) {
      throw Problem.notFound("protection order", call.path("id"));
    }
    return Answer.empty(204);
  }

  private Answer place(Call call) throws Problem {
    String id = call.path("id");
    try {
      ProtectedPlace place =
          parts
              .orders()
              .place(id, call.caller().identity(), call.actor())
              .orElseThrow(() -> Problem.notFound("protection order", id));
      return Answer.json(
          Json.object()
              .put("address", place.address())
              .put("latitude", place.point().latitude())
              .put("longitude", place.point().longitude())
              .put("metres", place.metres()));
    } catch (PlaceWithheld e) {
      throw Problem.of(403, String.valueOf(e.getMessage()));
    }
  }

  private static OrderDraft read(JsonFields fields) throws JsonFault {
    ProtectedPlace place = place(fields.object("place"));
    OrderHours hours =
        fields.has("hours")
            ? hours(fields.object("hours"))
            : OrderHours.always(ZoneId.systemDefault());
    String plate = fields.optionalText("plate").orElse("");
    String list = fields.optionalText("list").orElse("");
    String caseNumber = fields.text("caseNumber");
    Optional<Instant> until =
        fields.has("validUntil") ? Optional.of(fields.instant("validUntil")) : Optional.empty();
    Role shownTo =
        fields.word(
            "shownTo", Role.class, fields.optionalText("shownTo").orElse(Role.SUPERVISOR.word()));
    return fields.checked(
        "", () -> new OrderDraft(plate, list, caseNumber, place, hours, until, shownTo));
  }

  private static ProtectedPlace place(JsonFields fields) throws JsonFault {
    String address = fields.text("address");
    double latitude = fields.number("latitude");
    double longitude = fields.number("longitude");
    double metres = fields.number("metres");
    if (metres != Math.rint(metres)) {
      throw fields.fault("metres", "is not a whole number");
    }
    GeoPoint point = fields.checked("", () -> GeoPoint.of(latitude, longitude));
    return fields.checked("", () -> new ProtectedPlace(address, point, (int) metres));
  }

  private static OrderHours hours(JsonFields fields) throws JsonFault {
    LocalTime from = time(fields, "from");
    LocalTime to = time(fields, "to");
    Set<DayOfWeek> days = days(fields);
    String zone = fields.optionalText("zone").orElse(ZoneId.systemDefault().getId());
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw fields.fault("zone", "is no time zone like America/New_York");
    }
    return fields.checked("", () -> new OrderHours(days, from, to, ZoneId.of(zone)));
  }

  private static LocalTime time(JsonFields fields, String name) throws JsonFault {
    try {
      return LocalTime.parse(fields.optionalText(name).orElse("00:00")).withNano(0);
    } catch (DateTimeException e) {
      throw fields.fault(name, "is no time of a day like 18:30");
    }
  }

  private static Set<DayOfWeek> days(JsonFields fields) throws JsonFault {
    if (!fields.has("days")) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    JsonNode array = fields.node("days");
    if (!array.isArray()) {
      throw fields.fault("days", "must be an array of words like \"monday\"");
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (JsonNode word : array) {
      days.add(fields.word("days", DayOfWeek.class, word.asText()));
    }
    return days;
  }

  private static ObjectNode write(ProtectionOrder order) {
    ObjectNode node = Json.object();
    node.put("id", order.id());
    node.put("plate", order.plate());
    node.put("list", order.list());
    node.put("caseNumber", order.caseNumber());
    ObjectNode hours = node.putObject("hours");
    ArrayNode days = hours.putArray("days");
    order.hours().days().stream().sorted().map(Json::word).forEach(days::add);
    hours.put("from", order.hours().from().toString());
    hours.put("to", order.hours().to().toString());
    hours.put("zone", order.hours().zone().getId());
    order.validUntil().ifPresent(until -> node.put("validUntil", until.toString()));
    node.put("shownTo", order.shownTo().word());
    node.put("writtenAt", order.writtenAt().toString());
    node.put("writtenBy", order.writtenBy());
    return node;
  }
}
