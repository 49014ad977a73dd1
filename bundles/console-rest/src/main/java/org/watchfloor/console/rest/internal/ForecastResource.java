package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.rtcc.api.plates.HotListForecast;
import org.watchfloor.rtcc.api.plates.HotListForecasts;

/** What a setting of a hot list would mean, before it is set. */
final class ForecastResource implements Resource {
  private final Parts parts;
  private final Looks looks;

  ForecastResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/plates/hotlists/{name}/forecast",
                Need.of(Role.SUPERVISOR),
                "False alerts a day that a setting of a hot list would give",
                this::forecast)
            .query("from"));
  }

  private Answer forecast(Call call) throws Problem {
    String name = call.path("name");
    double from = from(call.query().text("from").orElse("0.5"));
    HotListForecasts forecasts = parts.forecasts();
    looks.record(call.actor(), "hotlist.forecast", name);
    HotListForecast forecast =
        Call.checked(() -> forecasts.forecast(name, from))
            .orElseThrow(() -> Problem.notFound("hot list", name));
    ObjectNode node = Json.object();
    node.put("list", name);
    node.put("possibleFrom", from);
    node.put("readsPerDay", forecast.readsPerDay());
    node.put("hours", forecast.hours());
    node.put("falsePerDay", forecast.falsePerDay());
    node.put("least", forecast.least());
    node.put("most", forecast.most());
    node.put("draws", forecast.draws());
    return Answer.json(node);
  }

  private static double from(String text) throws Problem {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Problem.field("from", "must be a number from 0.05 to 1");
    }
  }
}
