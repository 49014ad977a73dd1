package org.watchfloor.console.rest.internal;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Ends what answers a request when the server says that the request is over. */
record Ending(Runnable end) implements AsyncListener {
  @Override
  public void onComplete(AsyncEvent event) {
    end.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end.run();
  }

  @Override
  public void onError(AsyncEvent event) {
    end.run();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // begun once
  }
}
