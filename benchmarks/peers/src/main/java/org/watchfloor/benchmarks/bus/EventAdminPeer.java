package org.watchfloor.benchmarks.bus;

import java.io.File;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Felix's EventAdmin in a framework of its own, posted, eight handlers: in memory only. */
final class EventAdminPeer implements Peer {
  private final EventAdmin events;

  EventAdminPeer(Path folder, Deliveries deliveries, Closers closers) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage",
                    folder.toString(),
                    "org.osgi.framework.system.packages.extra",
                    "org.osgi.service.event;version=1.4.0"));
    closers.add(
        () -> {
          framework.stop();
          framework.waitForStop(5_000);
        });
    framework.start();
    BundleContext context = framework.getBundleContext();
    Bundle bundle = context.installBundle(new File(jar()).toURI().toString());
    bundle.start();
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(EventConstants.EVENT_TOPIC, "signals");
    for (int i = 0; i < SUBSCRIBERS; i++) {
      int subscriber = i;
      context.registerService(
          EventHandler.class,
          event ->
              deliveries.delivered(
                  subscriber, Payload.number((byte[]) event.getProperty("payload"))),
          properties);
    }
    events = context.getService(context.getServiceReference(EventAdmin.class));
  }

  private static String jar() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.contains("org.apache.felix.eventadmin")) {
        return entry;
      }
    }
    throw new IllegalStateException("org.apache.felix.eventadmin is not on the class path");
  }

  @Override
  public String name() {
    return "Felix EventAdmin, posted (memory only)";
  }

  @Override
  public void publish(int number) {
    events.postEvent(new Event("signals", Map.of("payload", Payload.of(number))));
  }
}
