package org.watchfloor.tools.platemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Makes the three nets of the plate reader, {@code finder.onnx}, {@code corners.onnx} and {@code
 * reader.onnx}, from pictures that it paints; the same bits on every machine. What was made before
 * from the same code is taken from the cache.
 */
public final class PlateModel {
  private static final long FINDER_SEED = 5;
  private static final long READER_SEED = 1;
  private static final long CUT_SEED = 2;

  /**
   * How much is painted and how often it is looked at.
   *
   * @param scenes for the finder
   * @param scenesSeen by it
   * @param platesSeen by what corrects corners
   * @param photos of plates for the reader
   * @param stripsSeen cuts of them that it sees
   */
  record Size(int scenes, int scenesSeen, int platesSeen, int photos, int stripsSeen) {
    /** Less than four minutes on two cores. */
    static final Size SMALL = new Size(4500, 75_000, 100_000, 18_000, 200_000);

    /** A quarter of an hour and more, not measured; a heap of 4 GiB. */
    static final Size FULL = new Size(9000, 90_000, 200_000, 40_000, 500_000);

    /** Seconds, good for nothing but a test of the way. */
    static final Size TINY = new Size(16, 16, 64, 32, 32);

    static Size of(String word) {
      return switch (word) {
        case "small" -> SMALL;
        case "full" -> FULL;
        case "tiny" -> TINY;
        default ->
            throw new IllegalArgumentException(
                "plate.model: \"" + word + "\" is none of small, full and tiny");
      };
    }
  }

  private PlateModel() {}

  /**
   * @param args the folder for the files; small, full or tiny; optionally the folder of the cache
   */
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Path caches =
        args.length > 2
            ? Path.of(args[2])
            : Path.of(System.getProperty("user.home"), ".cache", "watchfloor", "plate-model");
    Path cache = caches.resolve(args[1] + "-" + Fingerprint.ofThisCode());
    if (!Files.exists(cache.resolve("reader.onnx"))) {
      make(Size.of(args[1]), cache);
    }
    Files.createDirectories(out);
    for (String name : new String[] {"finder.onnx", "corners.onnx", "reader.onnx"}) {
      Files.copy(cache.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void make(Size size, Path cache) throws IOException {
    Files.createDirectories(cache);
    CompletableFuture<StripPainter.Photo[]> photos =
        CompletableFuture.supplyAsync(() -> photos(size));
    CompletableFuture<byte[]> reader = photos.thenApply(all -> reader(size, all));
    // on this thread, beside the other
    keep(cache.resolve("finder.onnx"), finder(size));
    keep(cache.resolve("corners.onnx"), corners(size, photos.join()));
    // last: its presence says that all are whole
    keep(cache.resolve("reader.onnx"), reader.join());
  }

  private static void keep(Path file, byte[] content) throws IOException {
    Path part = Files.createTempFile(file.getParent(), "part", ".onnx");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ScenePainter.Scene[] scenes(Size size) {
    ScenePainter painter = new ScenePainter(FINDER_SEED);
    return filled(
        new ScenePainter.Scene[size.scenes],
        i ->
            painter.paint(
                FinderTrainer.WIDTH,
                FinderTrainer.HEIGHT,
                2,
                FinderTrainer.NARROW,
                FinderTrainer.WIDE,
                i % 2 == 0 ? "us" : "eu"));
  }

  static byte[] finder(Size size) {
    FinderTrainer trainer = new FinderTrainer(7);
    trainer.train(scenes(size), size.scenesSeen, new Random(3));
    return Onnx.model(trainer.net, FinderTrainer.HEIGHT, FinderTrainer.WIDTH);
  }

  static StripPainter.Photo[] photos(Size size) {
    StripPainter painter = new StripPainter(READER_SEED);
    return filled(new StripPainter.Photo[size.photos], i -> painter.photo());
  }

  /** What corrects the corners that the finder tells. */
  static byte[] corners(Size size, StripPainter.Photo[] photos) {
    CornerTrainer trainer = new CornerTrainer(7);
    trainer.train(photos, size.platesSeen);
    return Onnx.model(trainer.net, CornerTrainer.HEIGHT, CornerTrainer.WIDTH);
  }

  static byte[] reader(Size size, StripPainter.Photo[] photos) {
    ReaderTrainer trainer = new ReaderTrainer(7);
    trainer.train(new StripPainter(CUT_SEED), photos, size.stripsSeen, new Random(3));
    return Onnx.model(trainer.net, StripPainter.HEIGHT, StripPainter.WIDTH);
  }

  private static <T> T[] filled(T[] array, IntFunction<T> each) {
    for (int i = 0; i < array.length; i++) {
      array[i] = each.apply(i);
    }
    return array;
  }
}
