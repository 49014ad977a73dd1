/** The real distribution under test, over its public contract only where a test is black-box. */
package org.watchfloor.itests;
