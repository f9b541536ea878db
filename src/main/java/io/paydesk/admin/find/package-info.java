/** Of {@code /admin}: the search, people, keys and settings. */
@NullMarked
package io.paydesk.admin.find;

import org.jspecify.annotations.NullMarked;
