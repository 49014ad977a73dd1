package org.watchfloor.itests;

import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/** Pax Exam for a test that takes minutes: {@code .ci/run} runs it, see {@link Need#time}. */
public final class LongPaxExam extends PaxExam {
  private final Class<?> test;

  public LongPaxExam(Class<?> test) throws InitializationError {
    super(test);
    this.test = test;
  }

  @Override
  public void run(RunNotifier notifier) {
    if (Boolean.getBoolean("watchfloor.more")) {
      super.run(notifier);
      return;
    }
    System.out.println(
        "skipped: "
            + test.getSimpleName()
            + " takes minutes; mvn verify -Dwatchfloor.more=true runs it");
    notifier.fireTestIgnored(getDescription());
  }
}
