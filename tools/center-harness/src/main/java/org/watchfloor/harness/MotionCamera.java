package org.watchfloor.harness;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real {@code motion} process that serves a rendered film as a camera does: MJPEG and JPEG with
 * Digest sign-in. Ended by {@link #close}, and with the virtual machine.
 */
public final class MotionCamera implements AutoCloseable {
  public static final String USER = "operator";
  public static final String PASSWORD = "s3cret-of-motion";
  public static final int WIDTH = 640;
  public static final int HEIGHT = 480;

  private static final Path PROGRAM = Path.of("/usr/bin/motion");
  private static final Path FFMPEG = Path.of("/usr/bin/ffmpeg");

  private final Process process;
  private final int port;

  private MotionCamera(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  public static boolean installed() {
    return Files.isExecutable(PROGRAM) && Files.isExecutable(FFMPEG);
  }

  public static MotionCamera start(Path folder) throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder).toAbsolutePath();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = home.resolve("motion.conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "daemon off",
            "setup_mode off",
            "log_file " + home.resolve("motion.log"),
            "log_level 5",
            "target_dir " + home,
            "netcam_url file://" + film(home),
            "width " + WIDTH,
            "height " + HEIGHT,
            "framerate 10",
            "pause on",
            "picture_output off",
            "movie_output off",
            "stream_port " + port,
            "stream_localhost on",
            "stream_maxrate 10",
            "stream_auth_method 2",
            "stream_authentication " + USER + ":" + PASSWORD,
            "webcontrol_port 0",
            ""));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-n", "-c", config.toString())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("motion.out").toFile())
            .start();
    return new MotionCamera(process, port);
  }

  private static Path film(Path home) throws IOException, InterruptedException {
    Path film = home.resolveSibling("film.mkv");
    if (Files.exists(film)) {
      return film;
    }
    Process ffmpeg =
        new ProcessBuilder(
                List.of(
                    FFMPEG.toString(),
                    "-v",
                    "error",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc=size=" + WIDTH + "x" + HEIGHT + ":rate=10",
                    "-t",
                    "20",
                    "-c:v",
                    "mpeg4",
                    film.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(ffmpeg.getInputStream().readAllBytes());
    if (ffmpeg.waitFor() != 0) {
      throw new IOException("ffmpeg: " + said);
    }
    return film;
  }

  /** Returns when it asks for a sign-in: before, it drops connections without a word. */
  public void awaitCamera() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        HttpURLConnection probe =
            (HttpURLConnection) URI.create(snapshot()).toURL().openConnection();
        if (probe.getResponseCode() == 401) {
          return;
        }
        throw new IOException("it answers " + probe.getResponseCode());
      } catch (IOException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          close();
          throw new IOException("motion gives no pictures on port " + port, e);
        }
        Thread.sleep(50);
      }
    }
  }

  public String stream() {
    return "http://127.0.0.1:" + port + "/";
  }

  public String snapshot() {
    return "http://127.0.0.1:" + port + "/current";
  }

  /** As a power cut ends a camera. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    // It takes seconds to say farewell to its film, and has nothing to lose.
    kill();
  }
}
