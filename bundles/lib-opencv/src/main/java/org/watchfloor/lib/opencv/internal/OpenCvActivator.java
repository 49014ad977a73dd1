package org.watchfloor.lib.opencv.internal;

import org.opencv.core.Core;
import org.opencv.osgi.OpenCVInterface;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Loads the native library, then says so by registering {@link OpenCVInterface}: whoever holds that
 * service may call OpenCV. Called by one thread at a time.
 */
public final class OpenCvActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    System.loadLibrary(Core.NATIVE_LIBRARY_NAME);
    // one thread for each call: work is spread over pictures, not within one
    Core.setNumThreads(1);
    context.registerService(OpenCVInterface.class, new OpenCVInterface() {}, null);
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service back; the library goes with the class loader
  }
}
