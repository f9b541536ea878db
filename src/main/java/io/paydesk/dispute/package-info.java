/** What banks call into question: disputes, inquiries and early fraud warnings. */
@NullMarked
package io.paydesk.dispute;

import org.jspecify.annotations.NullMarked;
