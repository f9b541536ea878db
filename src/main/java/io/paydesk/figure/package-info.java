/** How the shop does: what came, went back and failed over time, and what needs somebody now. */
@NullMarked
package io.paydesk.figure;

import org.jspecify.annotations.NullMarked;
