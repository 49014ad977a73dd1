package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Body;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Caller;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.console.rest.internal.http.Router;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

/**
 * The way from a request to its route and back: finds the route, lets the gate decide, reads the
 * body, has the handler answer, and says every failure as a problem document. Knows no resource.
 * Thread-safe.
 */
@Component(
    service = {Servlet.class, HealthCheck.class},
    configurationPid = RestConfig.PID,
    property = {
      HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME + "=watchfloor-rest",
      HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=/api/*",
      HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=/health/*",
      HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=/metrics",
      HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED + ":Boolean=true",
      HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT
          + "=(osgi.http.whiteboard.context.name=default)",
      // Pax Web: the server takes the servlet at once; readiness waits for that, and nobody sends a
      // first request before
      "load-on-startup:Integer=1"
    })
@Designate(ocd = RestConfig.class)
public final class ApiServlet extends HttpServlet implements HealthCheck {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

  /** As the configuration's description says; twice of it is still an int of bytes. */
  private static final int MAX_FILE_MIB = 512;

  /** A request that may be answered, once its body is there. */
  private record Admitted(Route route, Map<String, String> parameters, Optional<Caller> caller) {}

  private final transient Patience strangers;
  private final transient Patience known;
  private final transient Patience files;
  private final transient Streams streams;
  private final transient Looks looks;
  private final transient RouteTable table;
  private final transient Router router;
  private final transient Gate gate;
  private volatile boolean taken;

  @Activate
  public ApiServlet(RestConfig config, @Reference Parts parts) {
    this(
        parts,
        new Streams(parts, StreamLimits.of(config)),
        Patience.withStrangers(),
        Patience.withKnown(),
        Math.max(1, Math.min(MAX_FILE_MIB, config.upload_max_mib())) << 20,
        Clock.systemUTC());
    KeptInFile.clean(KeptInFile.folder());
  }

  /**
   * @param maxFileBytes of a package
   */
  ApiServlet(
      Parts parts,
      Streams streams,
      Patience strangers,
      Patience known,
      int maxFileBytes,
      Clock clock) {
    this.strangers = strangers;
    this.known = known;
    this.files = Patience.withFiles(maxFileBytes);
    this.streams = streams;
    this.looks = new Looks(parts);
    this.table = new RouteTable(parts, streams, looks, clock, maxFileBytes);
    this.router = new Router(table.routes());
    this.gate = new Gate(parts);
  }

  RouteTable table() {
    return table;
  }

  @Deactivate
  void stop() {
    streams.close();
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    taken = true;
  }

  @Override
  public void destroy() {
    taken = false;
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public HealthResult check() {
    return taken
        ? HealthResult.OK
        : HealthResult.unavailable(
            "the HTTP server has not taken the servlet; see etc/org.ops4j.pax.web.cfg");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Replies.secure(response);
    Patience patience = strangers;
    Admitted admitted;
    try {
      admitted = admit(request);
      boolean file = admitted.route().input().toFile(Bodies.type(request));
      patience = admitted.caller().isEmpty() ? strangers : file ? files : known;
      Bodies.check(request, admitted.route().input());
    } catch (Exception e) {
      boolean unread = closing(request, response);
      Replies.deliver(
          Failures.answer(e, request.getMethod(), Replies.path(request)), request, response);
      linger(unread, patience, request, response);
      return;
    }
    if (!admitted.route().input().none()) {
      AsyncContext async = request.startAsync();
      Input input = admitted.route().input();
      String type = Bodies.type(request);
      Kept kept = input.toFile(type) ? new KeptInFile(KeptInFile.folder()) : new KeptInMemory();
      BodyReader.keep(async, patience, input.limit(type), kept, taker(admitted, async));
      return;
    }
    boolean unread = closing(request, response);
    Replies.deliver(answer(admitted, request, response, Body.NONE), request, response);
    linger(unread, patience, request, response);
  }

  /** Says that the connection ends with this answer where the rest of a body stands in its way. */
  private static boolean closing(HttpServletRequest request, HttpServletResponse response) {
    boolean unread = Bodies.unread(request);
    if (unread) {
      response.setHeader("Connection", "close");
    }
    return unread;
  }

  private static void linger(
      boolean unread, Patience patience, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (unread && !request.isAsyncStarted() && !Bodies.waits(request)) {
      Replies.flush(response);
      BodyReader.linger(request.startAsync(), patience);
    }
  }

  private Admitted admit(HttpServletRequest request) throws Problem {
    Router.Match match = router.find(request.getMethod(), Replies.path(request));
    Optional<Caller> caller = gate.identify(match.route(), request);
    Admitted admitted = new Admitted(match.route(), match.parameters(), caller);
    try {
      if (caller.isPresent()) {
        gate.check(match.route(), caller.get(), request);
      }
      return admitted;
    } catch (Problem e) {
      note(e, admitted, request);
      throw e;
    }
  }

  private Answer answer(
      Admitted admitted, HttpServletRequest request, HttpServletResponse response, Body body)
      throws IOException {
    Map<String, String> parameters = admitted.parameters();
    Optional<Caller> caller = admitted.caller();
    try {
      try {
        Call call = new Call(request, response, parameters, caller, body);
        return admitted.route().handler().handle(call);
      } catch (Problem e) {
        note(e, admitted, request);
        throw e;
      }
    } catch (Exception e) {
      if (response.isCommitted()) {
        // a part of the answer is out already: only a cut connection tells that it is not whole
        LOG.debug(
            "{} {} was cut off: {}", request.getMethod(), Replies.path(request), e.toString());
        throw e instanceof IOException cut ? cut : new IOException(e);
      }
      return Failures.answer(e, request.getMethod(), Replies.path(request));
    }
  }

  private void note(Problem problem, Admitted admitted, HttpServletRequest request) {
    Optional<Caller> caller = admitted.caller();
    if (problem.status() == HttpServletResponse.SC_FORBIDDEN && caller.isPresent()) {
      String called = admitted.route().method() + " " + admitted.route().path();
      looks.denied(caller.get().actor(), called, Replies.path(request), problem.detail());
    }
  }

  private BodyReader.Taker taker(Admitted admitted, AsyncContext async) {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    return new BodyReader.Taker() {
      @Override
      public void whole(Body body) throws IOException {
        Answer answer = answer(admitted, request, response, body);
        if (answer instanceof Answer.Later later) {
          Replies.deliver(later, async);
        } else {
          Replies.deliver(answer, request, response);
          async.complete();
        }
      }

      @Override
      public void refused(Problem problem) {
        response.setHeader("Connection", "close");
        Replies.send(problem.answer(Replies.path(request)), response);
        Replies.flush(response);
      }
    };
  }
}
