/** Routes that integrators wrote as YAML files: read, checked, run, and shown. */
@org.jspecify.annotations.NullMarked
package org.watchfloor.camel.routes.internal;
