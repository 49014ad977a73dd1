package org.watchfloor.camel.routing.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.plugin.api.source.Message;

/**
 * {@code POST /hooks/<source id>[/<secret>]}: the one servlet before the routes of all webhooks. It
 * checks who sends, reads the body without blocking a thread and hands it to the consumer of the
 * source's route. Thread-safe.
 */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.name=watchfloor-hooks",
      "osgi.http.whiteboard.servlet.pattern=/hooks/*",
      "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
    })
public final class HookServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(HookServlet.class);

  /** Headers that carry credentials, which decoders must not see. */
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  /** Bytes of a body that is read at once where it is there. */
  private static final int SMALL = 16 << 10;

  private final transient HookTransport hooks;
  private final transient Clock clock;
  private transient volatile @Nullable SourceRegistry sources;

  @Activate
  public HookServlet(@Reference HookTransport hooks) {
    this(hooks, Clock.systemUTC());
  }

  HookServlet(HookTransport hooks, Clock clock) {
    this.hooks = hooks;
    this.clock = clock;
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSources(SourceRegistry registry) {
    sources = registry;
  }

  void unbindSources(SourceRegistry registry) {
    if (sources == registry) {
      sources = null;
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    try {
      if (!request.getMethod().equals("POST")) {
        HookRequest.write(response, Answer.wrongMethod(), false);
        return;
      }
      receive(request);
    } catch (IOException | RuntimeException e) {
      // never into the container, whose log would show the path and with it the secret
      LOG.warn("A request to a webhook could not be handled: {}", e.getClass().getName());
    }
  }

  private void receive(HttpServletRequest request) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    int slash = path.indexOf('/');
    String sourceId = slash < 0 ? path : path.substring(0, slash);
    String afterSource = slash < 0 ? "" : path.substring(slash + 1);
    Optional<Hook> hook = hooks.find(sourceId);
    AsyncContext async = request.startAsync();
    async.setTimeout(hooks.timeoutMillis());
    HookRequest open =
        new HookRequest(
            async,
            hook.isPresent() ? sourceId : "",
            hooks.budget(),
            answer -> hook.ifPresent(known -> known.answered(answer)));
    async.addListener(open);
    try {
      if (hook.isEmpty()) {
        refuse(open, request, notOpen(sourceId));
      } else {
        receive(hook.get(), open, request, afterSource);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("A vendor went while its request began", e);
      open.gone();
    }
  }

  /** A source that is configured will be back: its vendor keeps the message and sends again. */
  private Answer notOpen(String sourceId) {
    SourceRegistry registry = sources;
    boolean known = registry != null && registry.source(sourceId).isPresent();
    return known
        ? Answer.unavailable(sourceId, "the source is not open now; its state tells why")
        : Answer.unknown();
  }

  private void receive(Hook hook, HookRequest open, HttpServletRequest request, String afterSource)
      throws IOException {
    Answer refusal = refusal(hook, request, afterSource);
    if (refusal != null) {
      refuse(open, request, refusal);
      return;
    }
    ServletInputStream in = request.getInputStream();
    long length = request.getContentLengthLong();
    if (length >= 0 && length <= SMALL && in.available() >= length) {
      small(hook, open, request, in, (int) length);
      return;
    }
    in.setReadListener(
        BodyReader.keeping(open, in, hook, body -> whole(hook, open, request, body)));
  }

  /** Most messages come together with their head: reading them waits for nobody. */
  private void small(
      Hook hook, HookRequest open, HttpServletRequest request, ServletInputStream in, int length)
      throws IOException {
    byte[] body = in.readNBytes(length);
    if (open.hold(length)) {
      whole(hook, open, request, body);
    } else {
      open.answer(BodyReader.overloaded(hook.sourceId()));
    }
  }

  /** RFC 9110, section 10.1.1: who expects 100-continue sends the body only when it is read. */
  private static void refuse(HookRequest open, HttpServletRequest request, Answer refusal)
      throws IOException {
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      open.closeConnection();
      open.answer(refusal);
      return;
    }
    ServletInputStream in = request.getInputStream();
    in.setReadListener(BodyReader.draining(open, in, refusal));
  }

  /** What can be refused before the body is read. */
  private static @Nullable Answer refusal(
      Hook hook, HttpServletRequest request, String afterSource) {
    if (!hook.proof().beforeBody(request, afterSource)) {
      return Answer.wrongSecret(hook.sourceId());
    }
    if (request.getContentLengthLong() > hook.maxBytes()) {
      return Answer.tooLarge(hook.sourceId(), hook.maxBytes());
    }
    String encoding = request.getHeader("Content-Encoding");
    return encoding == null || encoding.equalsIgnoreCase("identity")
        ? null
        : Answer.encoded(hook.sourceId());
  }

  private void whole(Hook hook, HookRequest open, HttpServletRequest request, byte[] body) {
    if (!hook.proof().ofBody(request, body)) {
      open.answer(Answer.wrongSecret(hook.sourceId()));
      return;
    }
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    hook.take(open, new Message(body, type, headers(hook, request), clock.instant()));
  }

  private static Map<String, String> headers(Hook hook, HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(
            name -> {
              if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))
                  && !hook.proof().carriesSecret(name)) {
                headers.putIfAbsent(name, request.getHeader(name));
              }
            });
    return headers;
  }
}
