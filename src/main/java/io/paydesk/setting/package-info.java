/** What a setting may be. */
@NullMarked
package io.paydesk.setting;

import org.jspecify.annotations.NullMarked;
