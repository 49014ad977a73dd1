package org.watchfloor.console.web.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.json.Json;

/**
 * Tells the screens the center's name and time zone, before sign-in too: the form shows them, and
 * both are what anybody who stands in front of the building knows.
 */
@Component(service = Servlet.class, configurationPid = "org.watchfloor.console")
@Designate(ocd = ConsoleConfig.class)
@HttpWhiteboardServletName("watchfloor-console-settings")
@HttpWhiteboardServletPattern("/console/settings")
public final class SettingsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(SettingsServlet.class);

  private final String name;
  private final String zone;

  @Activate
  public SettingsServlet(ConsoleConfig config) {
    this(config.name(), config.time_zone());
  }

  SettingsServlet(String name, String zone) {
    this.name = name;
    this.zone = checked(zone);
  }

  private static String checked(String zone) {
    ZoneId machine = ZoneId.systemDefault();
    if (zone.isBlank()) {
      return machine.getId();
    }
    try {
      return ZoneId.of(zone.strip()).getId();
    } catch (DateTimeException e) {
      LOG.warn(
          "etc/org.watchfloor.console.cfg: time.zone \"{}\" is not a zone such as America/Chicago;"
              + " the screens show {}",
          zone,
          machine);
      return machine.getId();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.protect(response);
    ObjectNode body = Json.object();
    body.put("name", name);
    body.put("zone", zone);
    Answers.json(response, body);
  }
}
