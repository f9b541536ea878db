/** The lists of the shop's page: what each shows of a row, and in which words. */
@NullMarked
package io.paydesk.admin.list;

import org.jspecify.annotations.NullMarked;
