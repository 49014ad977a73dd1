package org.watchfloor.console.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Serves the files of the screens to anybody: they hold no data, the sign-in form is one of them.
 * Takes what no other servlet takes; a longer pattern such as {@code /api/*} always wins. Browsers
 * keep the files but ask each time whether they have changed, so that an updated bundle is on every
 * screen after its next reload.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("watchfloor-screens")
@HttpWhiteboardServletPattern("/*")
public final class ScreensServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Screens screens;

  @Activate
  public ScreensServlet(BundleContext context) {
    this(Screens.of(context.getBundle()));
  }

  ScreensServlet(Screens screens) {
    this.screens = screens;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.protect(response);
    response.setHeader("Content-Security-Policy", screens.policy());
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    Optional<Asset> asset = screens.find(path);
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
