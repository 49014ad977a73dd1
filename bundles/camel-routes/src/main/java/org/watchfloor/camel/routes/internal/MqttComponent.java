package org.watchfloor.camel.routes.internal;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The {@code mqtt:} component: {@code mqtt:<topic>?broker=ssl://host} publishes with quality of
 * service 1. An exchange is done when the broker has acknowledged its message; many may be on their
 * way. Options are read by hand, so that nothing is looked up by class name.
 */
final class MqttComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    MqttSettings settings =
        MqttSettings.of(
            remaining,
            text(parameters, "broker"),
            text(parameters, "clientId"),
            text(parameters, "user"),
            text(parameters, "password"),
            text(parameters, "caFile"),
            text(parameters, "retain"));
    return new MqttEndpoint(uri, this, settings);
  }

  private static String text(Map<String, Object> parameters, String name) {
    @Nullable Object value = parameters.remove(name);
    return value == null ? "" : value.toString();
  }
}
