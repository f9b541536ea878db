/** The first page of {@code /admin}: how the shop does, and what needs somebody now. */
@NullMarked
package io.paydesk.admin.overview;

import org.jspecify.annotations.NullMarked;
