package org.watchfloor.core.health.internal;

/** Collects figures in the Prometheus text exposition format 0.0.4. Not thread-safe. */
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();

  void gauge(String name, String help, long value) {
    head(name, "gauge", help);
    text.append(name).append(' ').append(value).append('\n');
  }

  void counter(String name, String help, long value) {
    head(name, "counter", help);
    text.append(name).append(' ').append(value).append('\n');
  }

  void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void sample(String name, String label, String value, long figure) {
    text.append(name).append('{').append(label).append("=\"").append(escaped(value));
    text.append("\"} ").append(figure).append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
