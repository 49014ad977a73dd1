package org.watchfloor.console.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Serves the files of the screens to anybody: they hold no data, the sign-in form is one of them.
 * Takes what no other servlet takes; a longer pattern such as {@code /api/*} always wins. While the
 * part that has it is being replaced, what is meant for that part comes here: it is told to come
 * again, because a vendor who hears 404 or 405 may give the message up. Browsers keep the files but
 * ask each time whether they have changed, so that an updated bundle is on every screen after its
 * next reload.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("watchfloor-screens")
@HttpWhiteboardServletPattern("/*")
public final class ScreensServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Of the other parts of the center, docs/rest.md. */
  private static final Pattern OTHERS =
      Pattern.compile("/metrics|/(api|hooks|health|tiles)(/.*)?", Pattern.DOTALL);

  /**
   * Of a body that is read although nobody wants it: who is cut off while sending sees no answer.
   */
  private static final int MAX_UNWANTED_BYTES = 1 << 20;

  private final transient Screens screens;

  @Activate
  public ScreensServlet(BundleContext context) {
    this(Screens.of(context.getBundle()));
  }

  ScreensServlet(Screens screens) {
    this.screens = screens;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (OTHERS.matcher(path(request)).matches()) {
      away(request, response);
    } else {
      super.service(request, response);
    }
  }

  private static void away(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // who waits for 100 Continue has sent nothing yet, and must not be told to begin
    if (request.getHeader("Expect") == null) {
      request.getInputStream().readNBytes(MAX_UNWANTED_BYTES);
    }
    Answers.protect(response);
    response.setHeader("Retry-After", "1");
    Answers.problem(
        response,
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        "Service Unavailable",
        "This part of the center is starting or being replaced; send it again in a second.");
  }

  private static String path(HttpServletRequest request) {
    return request.getPathInfo() == null ? "/" : request.getPathInfo();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.protect(response);
    response.setHeader("Content-Security-Policy", screens.policy());
    Optional<Asset> asset = screens.find(path(request));
    if (asset.isEmpty()) {
      Answers.problem(response, 404, "Not found", "There is no such page.");
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", asset.get().etag());
    response.setHeader("Vary", "Accept-Encoding");
    if (Etags.matches(request.getHeader("If-None-Match"), asset.get().etag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    send(asset.get(), request, response);
  }

  private static void send(Asset asset, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(asset.type());
    boolean packed = asset.packed().length > 0 && Answers.takesGzip(request);
    if (packed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    Answers.body(response, packed ? asset.packed() : asset.plain());
  }
}
