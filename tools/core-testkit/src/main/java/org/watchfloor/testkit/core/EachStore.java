package org.watchfloor.testkit.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class once on SQLite and once on PostgreSQL: {@link RealStore} opens the one
 * whose turn it is. Without PostgreSQL on the machine its half is skipped, saying how to install
 * it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EachDialect.class)
public @interface EachStore {}
