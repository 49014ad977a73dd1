package org.watchfloor.console.rest.internal.http;

import java.util.List;

/**
 * One row of the table that the servlet answers from, the description is generated from and the
 * tests are generated from.
 *
 * @param path template from the server's root; a segment in braces is a parameter
 * @param need who may call it
 * @param summary one sentence
 * @param query names of its query parameters
 * @param input what it takes
 * @param output content type of its answer
 * @param status of its answer when all is well
 * @param handler answers it
 */
public record Route(
    HttpMethod method,
    String path,
    Need need,
    String summary,
    List<String> query,
    Input input,
    String output,
    int status,
    Handler handler) {
  public static final String ROOT = "/api/v1";
  public static final String JSON = "application/json";

  public Route {
    query = List.copyOf(query);
  }

  /** A GET below the root. */
  public static Route get(String path, Need need, String summary, Handler handler) {
    return of(HttpMethod.GET, ROOT + path, need, summary, handler);
  }

  public static Route post(String path, Need need, String summary, Handler handler) {
    return of(HttpMethod.POST, ROOT + path, need, summary, handler);
  }

  public static Route put(String path, Need need, String summary, Handler handler) {
    return of(HttpMethod.PUT, ROOT + path, need, summary, handler);
  }

  public static Route delete(String path, Need need, String summary, Handler handler) {
    return of(HttpMethod.DELETE, ROOT + path, need, summary, handler).answering(204, "");
  }

  /** A route anywhere, without query parameters or a body, answering 200 in JSON. */
  public static Route of(
      HttpMethod method, String path, Need need, String summary, Handler handler) {
    return new Route(method, path, need, summary, List.of(), Input.NONE, JSON, 200, handler);
  }

  public Route query(String... names) {
    return new Route(method, path, need, summary, List.of(names), input, output, status, handler);
  }

  public Route taking(Input body) {
    return new Route(method, path, need, summary, query, body, output, status, handler);
  }

  public Route answering(int code, String contentType) {
    return new Route(method, path, need, summary, query, input, contentType, code, handler);
  }

  /** Whether the answer has no end, so that HEAD makes no sense. */
  public boolean endless() {
    return output.equals("text/event-stream") || output.startsWith("multipart/");
  }
}
