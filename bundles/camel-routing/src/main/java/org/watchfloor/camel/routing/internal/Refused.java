package org.watchfloor.camel.routing.internal;

/** Ends a route with the answer that the vendor gets; not an error of the center. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Answer answer;

  Refused(Answer answer) {
    // no stack trace: it says nothing, and a flood of bad messages must stay cheap
    super("answered " + answer.status(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
