/** What runs here, how it is set, and whether it is well. */
@NullMarked
package io.paydesk.about;

import org.jspecify.annotations.NullMarked;
