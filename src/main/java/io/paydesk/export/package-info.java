/** What a list comes to, and the whole of it as a file. */
@NullMarked
package io.paydesk.export;

import org.jspecify.annotations.NullMarked;
