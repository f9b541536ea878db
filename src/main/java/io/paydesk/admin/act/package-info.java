/**
 * What is done to a row from its page. Each template of {@code templates/admin/act} has the buttons
 * of one kind of row, and the dialogs that they open; {@code act.js} carries out what they say as
 * calls of the API. The templates take the row as {@code row}, and ask {@code row.acts} what its
 * state allows. That is for people's sake: the API decides again.
 */
@NullMarked
package io.paydesk.admin.act;

import org.jspecify.annotations.NullMarked;
