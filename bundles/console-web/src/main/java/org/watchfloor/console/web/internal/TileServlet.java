package org.watchfloor.console.web.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.access.Access;
import org.watchfloor.core.api.access.Identity;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;

/**
 * {@code GET /tiles}: the sets of tiles; {@code GET /tiles/{set}/{z}/{x}/{y}}: one tile, y counted
 * from the north. Viewers only: which city is looked at is nobody else's business.
 */
@Component(service = Servlet.class, configurationPid = "org.watchfloor.map")
@Designate(ocd = MapConfig.class)
@HttpWhiteboardServletName("watchfloor-tiles")
@HttpWhiteboardServletPattern("/tiles/*")
public final class TileServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(TileServlet.class);
  private static final Pattern TILE =
      Pattern.compile(
          "/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/(\\d{1,2})/(\\d{1,8})/(\\d{1,8})(?:\\.[a-z]{3,4})?");

  /** Seconds. A map is replaced a few times a year; panning about must not ask again each time. */
  private static final int MAX_AGE = 600;

  private final transient Access access;
  private final transient TileSets sets;
  private final String shown;

  @Activate
  public TileServlet(MapConfig config, @Reference Access access) {
    this(access, new TileSets(folder(config.folder())), config.set());
  }

  TileServlet(Access access, TileSets sets, String shown) {
    this.access = access;
    this.sets = sets;
    this.shown = shown;
  }

  private static Path folder(String configured) {
    return configured.isBlank()
        ? Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "maps")
        : Path.of(configured.strip());
  }

  @Deactivate
  void close() {
    sets.close();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answers.protect(response);
    Optional<Identity> caller = Caller.of(request, access);
    if (caller.isEmpty()) {
      Answers.problem(response, 401, "Sign in", "Maps are shown to people who have signed in.");
    } else if (!caller.get().may(Role.VIEWER)) {
      Answers.problem(response, 403, "Not allowed", "The role viewer is needed to see maps.");
    } else if (request.getPathInfo() == null || request.getPathInfo().equals("/")) {
      Answers.json(response, list());
    } else {
      tile(request, response);
    }
  }

  private ObjectNode list() {
    List<TileSetInfo> all = sets.all();
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    all.forEach(info -> items.add(info.json()));
    all.stream()
        .map(TileSetInfo::name)
        .filter(name -> shown.isBlank() || name.equals(shown))
        .findFirst()
        .ifPresent(name -> body.put("shown", name));
    return body;
  }

  private void tile(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Matcher path = TILE.matcher(request.getPathInfo());
    if (!path.matches()) {
      Answers.problem(response, 404, "Not found", "A tile is /tiles/{set}/{z}/{x}/{y}.");
      return;
    }
    int z = Integer.parseInt(path.group(2));
    int x = Integer.parseInt(path.group(3));
    int y = Integer.parseInt(path.group(4));
    if (z > TileSet.MAX_ZOOM || x >> z != 0 || y >> z != 0) {
      Answers.problem(
          response,
          400,
          "No such tile",
          "x and y must be below 2^z, z at most " + TileSet.MAX_ZOOM);
      return;
    }
    Optional<TileSetInfo> info = sets.info(path.group(1));
    if (info.isEmpty()) {
      Answers.problem(response, 404, "Not found", "There is no map of the name " + path.group(1));
      return;
    }
    try {
      Optional<byte[]> tile = sets.tile(info.get().name(), z, x, y);
      send(info.get(), tile, request, response);
    } catch (SQLException e) {
      LOG.warn("map {}: tile {}/{}/{} cannot be read", info.get().name(), z, x, y, e);
      Answers.problem(response, 500, "Map damaged", "The tile cannot be read; see the log.");
    }
  }

  private static void send(
      TileSetInfo info,
      Optional<byte[]> tile,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "private, max-age=" + MAX_AGE);
    if (tile.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    byte[] bytes = tile.get();
    String etag = Etags.of(bytes);
    response.setHeader("ETag", etag);
    response.setHeader("Vary", "Accept-Encoding");
    if (Etags.matches(request.getHeader("If-None-Match"), etag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(info.contentType());
    boolean packed = bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (packed && Answers.takesGzip(request)) {
      response.setHeader("Content-Encoding", "gzip");
    } else if (packed) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    Answers.body(response, bytes);
  }
}
