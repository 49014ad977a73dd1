package org.watchfloor.console.shell.internal;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What a command prints to: text arrives as {@link PlainText}. As thread-safe as the stream. */
final class PlainStream extends PrintStream {
  private final PrintStream to;

  PlainStream(PrintStream to) {
    super(to, true);
    this.to = to;
  }

  @Override
  public void print(@Nullable String text) {
    to.print(PlainText.of(String.valueOf(text)));
  }

  @Override
  public void print(@Nullable Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char character) {
    print(String.valueOf(character));
  }

  @Override
  public void println() {
    to.println();
  }

  @Override
  public void println(@Nullable String text) {
    to.println(PlainText.of(String.valueOf(text)));
  }

  @Override
  public void println(@Nullable Object value) {
    println(String.valueOf(value));
  }

  @Override
  public boolean checkError() {
    return to.checkError();
  }
}
