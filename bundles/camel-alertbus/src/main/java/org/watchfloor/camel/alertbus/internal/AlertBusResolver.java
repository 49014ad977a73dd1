package org.watchfloor.camel.alertbus.internal;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentResolver;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.ingest.Ingest;

/**
 * Makes an {@code alertbus:} component for each CamelContext that asks for the scheme. The core's
 * services may come and go while routes run: signals are then UNAVAILABLE, and subscriptions begin
 * again at their cursor. Thread-safe.
 */
@org.osgi.service.component.annotations.Component(
    service = ComponentResolver.class,
    property = "component=alertbus")
public final class AlertBusResolver implements ComponentResolver {
  private final Core core = new Core();

  @Override
  public Component resolveComponent(String name, CamelContext context) {
    return new AlertBusComponent(core);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindIngest(Ingest ingest) {
    core.ingest(ingest);
  }

  void unbindIngest(Ingest ingest) {
    core.ingestGone(ingest);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindBus(AlertBus bus) {
    core.bus(bus);
  }

  void unbindBus(AlertBus bus) {
    core.busGone(bus);
  }
}
