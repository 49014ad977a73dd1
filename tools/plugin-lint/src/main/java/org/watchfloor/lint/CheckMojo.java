package org.watchfloor.lint;

import java.io.File;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Fails the build of a plugin that would not be taken. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {
  /** The built bundle. */
  @Parameter(
      defaultValue = "${project.build.directory}/${project.build.finalName}.jar",
      property = "watchfloor.lint.jar",
      required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven
  private File jar;

  /** Where {@code README.md} and {@code quality.yml} lie. */
  @Parameter(defaultValue = "${project.basedir}", required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven
  private File folder;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Report report;
    try {
      report = Lint.check(jar.toPath(), folder.toPath());
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
    report.notes().forEach(note -> getLog().warn(note.toString()));
    if (!report.failures().isEmpty()) {
      throw new MojoFailureException(
          report.failures().stream()
              .map(failure -> "\n  " + failure)
              .collect(Collectors.joining("", "The plugin does not pass:", "")));
    }
    getLog().info("quality " + report.grade() + ", " + report.javaLines() + " lines of Java");
  }
}
