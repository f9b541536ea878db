/** What GraalVM takes in place of a library's code when it builds an executable. */
@NullMarked
package io.paydesk.nativeimage;

import org.jspecify.annotations.NullMarked;
