package org.watchfloor.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.json.Json;

class ScreensServletTest {
  private static final Path ROOT = Path.of("target", "classes", "web");
  private static final Pattern IMPORT =
      Pattern.compile("(?:^|;|\\}|\\s)(?:import|from)\\s*\"?'?([^'\"\\s;()]+)['\"]");
  private static final Map<String, String> BARE =
      Map.of(
          "lit", "vendor/lit/index.js",
          "lit-html", "vendor/lit-html/lit-html.js",
          "@lit/reactive-element", "vendor/reactive-element/reactive-element.js");

  private static Map<String, byte[]> files;
  private static Served served;

  @BeforeAll
  static void start() throws Exception {
    files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(ROOT)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(ROOT.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    served = new Served(Map.of("/*", new ScreensServlet(Screens.of(files))));
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  @Test
  void everyAddressOfAScreenIsThePage() throws Exception {
    byte[] page = files.get("index.html");
    for (String path :
        new String[] {
          "/",
          "/watch",
          "/signals",
          "/hotlists",
          "/plates",
          "/incident/INC-2026-000042",
          "/admin",
          "/admin/sources/a-b~c:1.d"
        }) {
      HttpResponse<byte[]> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).isEqualTo(page);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    }
  }

  @Test
  void whatIsNoFileAndNoScreenIsNotFound() throws Exception {
    for (String path :
        new String[] {
          "/apis",
          "/hooksx/y",
          "/metrics/x",
          "/app",
          "/app/",
          "/incident/",
          "/incident/a/b",
          "/index.html.bak",
          "/incident/%3Cscript%3E"
        }) {
      HttpResponse<byte[]> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
  }

  @Test
  void whatIsForAPartThatIsAwayIsToComeAgain() throws Exception {
    for (String path :
        new String[] {
          "/api/v1/alerts", "/api/openapi.json", "/api", "/hooks/x", "/hooks/x/secret%20x",
          "/health", "/health/live", "/metrics", "/tiles", "/tiles/city/1/0/0"
        }) {
      for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
        HttpResponse<byte[]> answer = served.send(method, path, "{\"vendor\":\"sends\"}");
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        if (!method.equals("HEAD")) {
          assertThat(Json.parse(answer.body()).get("status").asInt()).isEqualTo(503);
        }
      }
    }
  }

  @Test
  void aVendorWithALargeMessageHearsWhyItIsNotTaken() throws Exception {
    for (int i = 0; i < 5; i++) {
      HttpResponse<byte[]> answer = served.send("POST", "/hooks/x", "x".repeat(1 << 20));
      assertThat(answer.statusCode()).isEqualTo(503);
    }
    assertThat(served.send("POST", "/watch", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void noPathLeadsOutOfTheScreens() throws Exception {
    for (String path :
        List.of(
            "/../META-INF/MANIFEST.MF",
            "/app/../../META-INF/MANIFEST.MF",
            "/%2e%2e/META-INF/MANIFEST.MF",
            "/app/..%2f..%2fMETA-INF/MANIFEST.MF",
            "/app/%252e%252e/index.html",
            "//etc/passwd",
            "/..\\..\\etc\\passwd",
            "/app/main.js%00.html")) {
      String answer = raw(path);
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|404) .*");
      assertThat(answer).as(path).doesNotContain("Bundle-", "root:");
    }
  }

  @Test
  void thePolicyNamesTheImportMapAndNothingElseInline() throws Exception {
    String policy = served.get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
    String page = new String(files.get("index.html"), StandardCharsets.UTF_8);
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(map.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy)
        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
        .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
        .doesNotContain("unsafe");
    assertThat(page.split("<script", -1)).hasSize(4);
    assertThat(page).doesNotContainPattern("\\son[a-z]+=").doesNotContain("style=");
  }

  @Test
  void headersKeepOtherSitesAway() throws Exception {
    for (String path : new String[] {"/", "/app/main.js", "/none"}) {
      HttpResponse<byte[]> answer = served.get(path);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }

  @Test
  void filesArePackedAndNotSentTwice() throws Exception {
    HttpResponse<byte[]> first = served.get("/vendor/ol/ol.js", "Accept-Encoding", "gzip");
    assertThat(first.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(first.body())).readAllBytes())
        .isEqualTo(files.get("vendor/ol/ol.js"));
    String etag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> second = served.get("/vendor/ol/ol.js", "If-None-Match", etag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(served.get("/vendor/ol/ol.js").body()).isEqualTo(files.get("vendor/ol/ol.js"));
  }

  /** A wrong path in an import is seen here and not by an analyst. */
  @Test
  void everyImportIsAFile() {
    files.forEach(
        (path, content) -> {
          if (path.endsWith(".js") && !path.endsWith("ol.js")) {
            Matcher imports = IMPORT.matcher(new String(content, StandardCharsets.UTF_8));
            while (imports.find()) {
              assertThat(files)
                  .as("%s imports %s", path, imports.group(1))
                  .containsKey(resolve(path, imports.group(1)));
            }
          }
        });
  }

  @Test
  void everyFileOfThePageIsThere() {
    String page = new String(files.get("index.html"), StandardCharsets.UTF_8);
    Matcher links = Pattern.compile("(?:href|src)=\"/([^\"]+)\"").matcher(page);
    int count = 0;
    while (links.find()) {
      count++;
      assertThat(files).containsKey(links.group(1));
    }
    assertThat(count).isGreaterThan(5);
  }

  private static String resolve(String importer, String specifier) {
    if (specifier.startsWith(".")) {
      return Path.of(importer).resolveSibling(specifier).normalize().toString().replace('\\', '/');
    }
    return BARE.getOrDefault(specifier, "vendor/" + specifier);
  }

  /** As an attacker sends it: an HTTP client would tidy the path first. */
  private static String raw(String path) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
