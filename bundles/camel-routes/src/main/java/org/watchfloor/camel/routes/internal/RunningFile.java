package org.watchfloor.camel.routes.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.route.RouteInfo;

/**
 * The routes of one file and the CamelContext that is theirs alone. Stopping it leaves no route,
 * endpoint or thread behind. Thread-safe once made.
 */
final class RunningFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningFile.class);

  /** What an address may hold that nobody must read in a log. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:pass|pwd|secret|token|key|auth|credential)[a-z]*\\s*[=:]\\s*)[^&,;})\\]\\s]+");

  /** How long messages that are on their way may take when the file goes, milliseconds. */
  private static final long PATIENCE_MS = 5_000;

  private final String name;
  private final CamelContext context;
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
  private final Instant since;

  private RunningFile(String name, CamelContext context, Instant since) {
    this.name = name;
    this.context = context;
    this.since = since;
  }

  /**
   * Reads a file and makes its routes, which do not run yet.
   *
   * @param templates files whose route templates it may use, by name
   * @throws RouteFault if Camel refuses it
   */
  static RunningFile make(
      String name,
      String yaml,
      Map<String, String> templates,
      ContextFactory contexts,
      ComponentResolver alertbus,
      Clock clock)
      throws RouteFault {
    RunningFile file = null;
    try {
      CamelContext context = contexts.create();
      file = new RunningFile(name, context, clock.instant());
      file.prepare(alertbus, clock);
      for (Map.Entry<String, String> template : templates.entrySet()) {
        file.load(template.getKey(), template.getValue());
      }
      file.load(name, yaml);
      context.init();
      return file;
    } catch (Exception | LinkageError e) {
      if (file != null) {
        file.close();
      }
      throw new RouteFault(reason(e));
    }
  }

  /**
   * @throws RouteFault if a route does not start; then none runs
   */
  void start() throws RouteFault {
    try {
      context.start();
    } catch (RuntimeException e) {
      close();
      throw new RouteFault(reason(e));
    }
  }

  private void prepare(ComponentResolver alertbus, Clock clock) throws Exception {
    context.getCamelContextExtension().setName("routes-" + name);
    context.disableJMX();
    context.setMessageHistory(false);
    context.setTracing(false);
    context.setBacklogTracing(false);
    context.setUseMDCLogging(false);
    context.setLogExhaustedMessageBody(false);
    context.setAutowiredEnabled(false);
    context
        .getExecutorServiceManager()
        .setThreadNamePattern("watchfloor-routes-" + name + "-#counter#-#name#");
    context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    context.getShutdownStrategy().setTimeout(PATIENCE_MS);
    context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    context.addComponent("alertbus", alertbus.resolveComponent("alertbus", context));
    context.addRoutePolicyFactory(
        (camel, routeId, definition) -> tallies.computeIfAbsent(routeId, id -> new Tally(clock)));
  }

  private void load(String file, String yaml) throws Exception {
    try (YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader()) {
      loader.setCamelContext(context);
      loader.start();
      RoutesBuilder routes = loader.loadRoutesBuilder(ResourceHelper.fromString(file, yaml));
      context.addRoutes(routes);
      context.addTemplatedRoutes(routes);
    }
  }

  /** The message nearest to the cause; Camel wraps it in the whole definition of the route. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    String line = SECRET.matcher(message.replaceAll("\\s+", " ").trim()).replaceAll("$1xxxxxx");
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }

  List<RouteInfo> routes() {
    List<RouteInfo> infos = new ArrayList<>();
    for (Route route : context.getRoutes()) {
      String id = route.getRouteId();
      ServiceStatus status = context.getRouteController().getRouteStatus(id);
      Tally tally = tallies.get(id);
      infos.add(
          new RouteInfo(
              id,
              name,
              URISupport.sanitizeUri(route.getEndpoint().getEndpointUri()),
              status == ServiceStatus.Started ? RouteInfo.State.STARTED : RouteInfo.State.STOPPED,
              tally == null ? "" : tally.trouble(),
              since,
              tally == null ? 0 : tally.done(),
              tally == null ? 0 : tally.failed()));
    }
    return infos;
  }

  boolean isRunning() {
    return context.isStarted();
  }

  @Override
  public void close() {
    try {
      context.stop();
    } catch (RuntimeException e) {
      LOG.warn("the routes of {} did not stop as they should", name, e);
    }
  }
}
