/** What GraalVM takes in place of a library's code when it builds an executable. */
package io.paydesk.nativeimage;
